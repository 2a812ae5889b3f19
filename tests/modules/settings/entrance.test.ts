import { expect, it } from 'vitest';
import type { CallInput } from '#modules/calls/call.ts';
import { acceptInvite, inviteToApply, startDraft, takeIn } from '#modules/calls/server/index.ts';
import { edition, notingJobs, organiser, person, refusalOf } from '#modules/calls/server/testing.ts';
import { handIn, makeSmallCall, somebody, tell } from '#modules/calls/server/testing-people.ts';
import { entranceActs } from '../../settings/acts.ts';
import { testContext } from '../../setup/context.ts';

/* Who may begin an application, under every setting of a call that says so. Each row asks the server what it refuses. */

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const secretary = person('office', { relation: 'secretary', on: 'edition', id: edition });
const played: string[] = [];
let made = 0;

/** One value of a setting. */
function row(setting: string, value: string, test: () => Promise<void>): void {
	played.push(`${setting}=${value}`);
	it(`${setting} = ${value}`, test);
}

const call = (settings: object) => {
	made += 1;
	return makeSmallCall(ctx, `entrance-${made}`, settings as Partial<CallInput>);
};
const ada = await somebody(ctx, 'ada@entrance.example');
const ben = await somebody(ctx, 'ben@entrance.example', 'Ben');
const begin = (of: string, actor = ada) => startDraft(ctx, actor, { call: of, locale: 'en' });
const refusedAs = async (work: Promise<unknown>) => ((await refusalOf(work)) as { code?: string }).code;

row('call.invited', 'true', async () => {
	const closed = await call({ invited: true });
	expect(await refusedAs(begin(closed))).toBe('call-invited');
	const to = { call: closed, name: '', address: 'ada@entrance.example', locale: 'en' } as const;
	expect(await refusalOf(inviteToApply(ctx, ada, to))).toMatchObject({ kind: 'not-found' });
	const { path } = await inviteToApply(ctx, secretary, to);
	await acceptInvite(ctx, ada, { secret: path.slice(path.lastIndexOf('/') + 1) });
	expect(await begin(closed)).toHaveProperty('draft');
	expect(await refusedAs(begin(closed, ben))).toBe('call-invited');
});
for (const value of ['false', 'absent']) {
	row('call.invited', value, async () => {
		expect(await begin(await call(value === 'absent' ? {} : { invited: false }))).toHaveProperty('draft');
	});
}

row('call.perPerson', 'given', async () => {
	const once = await call({ perPerson: 1 });
	await handIn(ctx, once, ada, { title: 'First' });
	expect(await refusedAs(handIn(ctx, once, ada, { title: 'Second' }))).toBe('per-person');
	await handIn(ctx, once, ben, { title: 'Of another' });
});
row('call.perPerson', 'absent', async () => {
	const any = await call({});
	for (const title of ['First', 'Second', 'Third']) await handIn(ctx, any, ada, { title });
});

const effects = ['advance', 'accept', 'conditional', 'waitlist', 'reject'] as const;
const outcome = (effect: string) => ({ id: effect, label: both(effect), effect });
/** An earlier call in which everything can be told, and what became of one application each. */
const earlier = await makeSmallCall(ctx, 'earlier', {
	fields: [{ id: 'prize', kind: 'yes-no', label: both('Prize') }],
	stages: [
		{ id: 'first', kind: 'determination', label: both('First'), outcomes: effects.map(outcome) as never },
		{ id: 'last', kind: 'determination', label: both('Last'), outcomes: [outcome('accept')] as never },
	],
});
const told = new Map<string, typeof ada>();
const first = new Map<string, string>();
for (const effect of effects) {
	const holder = await somebody(ctx, `${effect}@entrance.example`, effect);
	const { application } = await handIn(ctx, earlier, holder, { title: effect, prize: effect === 'accept' });
	await tell(ctx, application, effect);
	told.set(effect, holder);
	first.set(effect, application);
}
const of = (effect: string) => told.get(effect) as typeof ada;
const following = (settings: object) => call({ follows: { call: 'earlier', by: 'apply', ...settings } });
const begun = async (at: string) => {
	const may: string[] = [];
	for (const effect of effects) if ((await refusedAs(begin(at, of(effect)))) !== 'follows-none') may.push(effect);
	return may;
};

row('call.follows', 'given', async () => {
	const next = await following({});
	expect(await refusedAs(begin(next))).toBe('follows-none');
	expect(await begun(next)).toEqual(['accept', 'conditional']);
});
row('call.follows', 'absent', async () => {
	expect(await begun(await call({}))).toEqual([...effects]);
});
for (const effect of effects) {
	row('call.follows.effects[]', effect, async () => {
		expect(await begun(await following({ effects: [effect] }))).toEqual([effect]);
	});
}
row('call.follows.outcomes', 'given', async () => {
	expect(await begun(await following({ outcomes: ['conditional'] }))).toEqual(['conditional']);
});
row('call.follows.outcomes', 'absent', async () => {
	expect(await begun(await following({}))).toEqual(['accept', 'conditional']);
});
row('call.follows.when', 'given', async () => {
	expect(await begun(await following({ when: { field: 'prize', is: ['yes'] } }))).toEqual(['accept']);
});
row('call.follows.when', 'absent', async () => {
	expect(await begun(await following({}))).toEqual(['accept', 'conditional']);
});
for (const value of ['true', 'false', 'absent']) {
	row('call.follows.optional', value, async () => {
		const next = await following(value === 'absent' ? {} : { optional: value === 'true' });
		expect(await refusedAs(begin(next))).toBe(value === 'true' ? undefined : 'follows-none');
		// Nobody takes up what is another's, in whatever call.
		const stolen = startDraft(ctx, ada, { call: next, locale: 'en', follows: first.get('accept') });
		expect(await refusedAs(stolen)).toBe('follows-none');
	});
}
row('call.follows.by', 'apply', async () => {
	const next = await following({ by: 'apply' });
	expect(await refusedAs(begin(next))).toBe('follows-none');
	expect(await refusalOf(takeIn(ctx, organiser, { call: next, applications: null }))).toMatchObject({
		kind: 'not-found',
	});
});
row('call.follows.by', 'take-in', async () => {
	const next = await following({ by: 'take-in' });
	for (const actor of [ada, of('accept')]) {
		expect(await refusalOf(takeIn(ctx, actor, { call: next, applications: null }))).toMatchObject({
			kind: 'not-found',
		});
	}
	expect(await takeIn(ctx, organiser, { call: next, applications: null })).toBe(2);
});
row('call.follows.by', 'invite', async () => {
	const next = await following({ by: 'invite' });
	for (const actor of [ada, of('accept')]) expect(await refusedAs(begin(next, actor))).toBe('call-invited');
	const to = { call: next, name: '', address: 'ada@entrance.example', locale: 'en' } as const;
	// By an application of another's, and by one that was not accepted, nobody is invited.
	const by = (effect: string) => ({ ...to, application: first.get(effect) as string });
	expect(await refusalOf(inviteToApply(ctx, ada, by('accept')))).toMatchObject({ kind: 'not-found' });
	expect(await refusedAs(inviteToApply(ctx, of('reject'), by('reject')))).toBe('invites-not-now');
	const { path } = await inviteToApply(ctx, of('accept'), by('accept'));
	await acceptInvite(ctx, ada, { secret: path.slice(path.lastIndexOf('/') + 1) });
	expect(await begin(next)).toHaveProperty('draft');
});

it('there is a row for everything that the table says', () => {
	expect(played.sort()).toEqual([...entranceActs].sort());
});
