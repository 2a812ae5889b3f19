import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, grantRelation, system } from '../../src/core/access/index.ts';
import { Refusal } from '../../src/core/refusal/index.ts';
import { endpoints } from '../../src/modules/api/server/endpoints/index.ts';
import { tokenOf } from '../../src/modules/api/server/testing.ts';
import {
	acceptInvite,
	decide,
	deskList,
	inviteMember,
	postMessage,
	previewBulk,
	withdraw,
} from '../../src/modules/calls/server/index.ts';
import { refusalOf } from '../../src/modules/calls/server/testing.ts';
import { sendBatch } from '../../src/modules/letters/server/index.ts';
import {
	assign,
	recuseByChair,
	stageObjectId,
	stateOwnConflict,
	unassign,
} from '../../src/modules/review/server/index.ts';
import { reviewAssignment, reviewScore } from '../../src/modules/review/server/tables.ts';
import { askRoute, routeFiles } from '../setup/route-asking.ts';
import { openSymposium, type Person } from './every-call/play.ts';

/*
 * Who has a stake in an application sees nothing of it at a desk. Every route below /desk is asked, as it stands in the
 * folder: a new one is asked by that alone. The same crawl as somebody without a stake finds what must be hidden.
 */
const { ctx, edition, play, organiser: free } = await openSymposium();
const call = await play.call('abstracts');
const [stage] = call.stages.map((one) => one.stage.id);
const secret = 'Zyxtitle of bones';
const words = 'Zyxverdict';
const on = { type: 'edition', id: edition } as const;
const officers: Record<string, Person> = {};
let hidden: { application: string; number: string };
let other: { application: string; number: string };
const values: Record<string, string[]> = {};

/** One officer for each way in which one comes to have a stake. */
beforeAll(async () => {
	const holder = await play.person('Holder', 'holder@desk.example', { name: 'chair', ...on });
	const named = await play.person('Named', 'named@desk.example', { name: 'organiser', ...on });
	const member = await play.person('Member', 'member@desk.example', { name: 'secretary', ...on });
	const stated = await play.person('Stated', 'stated@desk.example', { name: 'chair', ...on });
	const recused = await play.person('Recused', 'recused@desk.example', { name: 'organiser', ...on });
	await grantRelation(ctx, system('test'), named.personId, 'operator', { type: 'installation', id: 'installation' });
	const coAuthor = {
		'authors.1.given': 'Sam',
		'authors.1.family': 'Named',
		'authors.1.affiliation': 'Institute of Examples',
		'authors.1.country': 'CN',
		'authors.1.email': 'Named@desk.example',
	};
	hidden = await play.apply(call, holder, { title: secret, ...coAuthor });
	other = await play.apply(call, undefined, { title: 'Quxtitle of sleep' });
	const { application } = hidden;
	const { path } = await inviteMember(ctx, holder, { application, name: '', address: '', locale: 'en' });
	await acceptInvite(ctx, member, { secret: path.slice(path.lastIndexOf('/') + 1) });
	await stateOwnConflict(ctx, stated, { call: call.id, number: hidden.number, kind: 'family', text: '' });
	await recuseByChair(ctx, free, { application, person: recused.personId, reason: 'competitor', text: '' });
	await postMessage(ctx, holder, { application, text: `${words} in a message`, as: 'applicant' });
	const panel: Person[] = [];
	for (const name of ['one', 'two', 'three']) {
		const object = { type: 'stage', id: stageObjectId(call.id, stage ?? '') } as const;
		panel.push(await play.person(`Juror${name}`, `${name}@panel.example`, { name: 'reviewer', ...object }));
	}
	play.turnTo('2021-10-20T10:00');
	await assign(ctx, free, {
		call: call.id,
		stage: stage ?? '',
		applications: [hidden.application, other.application],
		people: panel.map(({ personId }) => personId),
	});
	for (const { id } of await ctx.db.select({ id: reviewAssignment.id }).from(reviewAssignment)) {
		await ctx.db.insert(reviewScore).values({
			id: `score-${id}`,
			assignmentId: id,
			points: { relevance: 4, substance: 4, clarity: 4 },
			comments: { 'to-panel': words },
			version: 1,
			at: ctx.clock.edition.now(),
		});
	}
	for (const one of [hidden, other]) await decide(ctx, free, { application: one.application, outcome: 'talk' });
	for (const [way, { personId }] of Object.entries({ holder, named, member, stated, recused })) {
		officers[way] = await play.again(personId);
	}
	await gather();
});

/** What stands for the parameters of routes: all that is hidden. */
async function gather(): Promise<void> {
	const all = async (statement: string) => {
		const { rows } = await ctx.byHand(statement, [hidden.application]);
		return rows.length > 0 ? rows.map(({ id }) => String(id)) : ['none'];
	};
	Object.assign(values, {
		edition: ['ipspace-2021'],
		call: ['abstracts'],
		stage: [stage],
		id: [hidden.application],
		application: [hidden.application],
		key: [hidden.application],
		file: await all('select id from application_file where application_id = $1'),
		determination: await all('select id from determination where application_id = $1'),
		letter: await all('select id from letter where application_id = $1'),
		batch: await all('select batch_id as id from letter where application_id = $1'),
		fulfilment: await all('select id from fulfilment where application_id = $1'),
		assignment: await all('select id from review_assignment where application_id = $1'),
	});
}

const files = routeFiles('(private)/desk');
const ask = (file: string, actor: Actor) => askRoute(ctx, file, actor, values);

/** What must not be found, and what says that the crawl works. The address that was asked for is no leak. */
const tokens = () => [
	hidden.application,
	hidden.number,
	secret,
	...(values.determination ?? []),
	...(values.letter ?? []),
];
const leaks = (said: string) => tokens().filter((token) => token !== 'none' && said.includes(token));

async function crawl(actor: Actor, only: readonly string[] = files): Promise<Map<string, string[]>> {
	const found = new Map<string, string[]>();
	for (const file of only) {
		for (const { said } of await ask(file, actor)) {
			const told = leaks(said);
			if (told.length > 0) found.set(file, told);
		}
	}
	return found;
}

/** Files that were found to tell of it. */
let telling: string[] = [];
const ways = ['holder', 'named', 'member', 'stated', 'recused'];
const officer = (way: string) => officers[way] as Person;
/** Files that show the hidden one to whoever has no stake. */
const shown = [
	'applications/[id]/+page.server.ts',
	'applications/[id]/versions/+page.server.ts',
	'applications/+page.server.ts',
	'applications.csv/+server.ts',
	'applications.json/+server.ts',
	'applications.xlsx/+server.ts',
	'calls/[call]/stages/[stage]/+page.server.ts',
	'calls/[call]/stages/[stage]/ranking.csv/+server.ts',
	'letters/calls/[call]/+page.server.ts',
	'messages/+page.server.ts',
].map((name) => `(private)/desk/[edition]/${name}`);

describe('every route of a desk', () => {
	test('shows the application to whoever has no stake in it', async () => {
		expect(files.length).toBeGreaterThan(60);
		const found = await crawl(free);
		telling = [...found.keys()];
		expect(shown.filter((file) => !found.has(file))).toEqual([]);
	});

	test('shows nothing of it to one who is named in it, whatever the route', async () => {
		expect([...(await crawl(officer('named')))]).toEqual([]);
	});

	test.each(ways)('that tells of it tells nothing to who is %s', async (way) => {
		expect(officer(way).stakes).toContain(hidden.application);
		expect([...(await crawl(officer(way), telling))]).toEqual([]);
		const [page] = await ask('(private)/desk/[edition]/applications/[id]/+page.server.ts', officer(way));
		expect(page?.said).toBe('refused: forbidden conflict-of-interest');
		// The other one is there as before: it is the stake that closes, not the call.
		const list = await deskList(ctx, officer(way), { edition });
		expect(list.rows.map(({ id }) => id)).toEqual([other.application]);
	});

	test('shows nothing of it through the eyes of somebody who sees it, nor of it to the eyes of one who does not', async () => {
		const { personId, relations, stakes } = officer('named');
		expect([
			...(await crawl({ ...free, seenBy: { personId, relations, stakes: stakes ?? [] } } as Actor, telling)),
		]).toEqual([]);
		const own = { personId: free.personId, relations: free.relations, stakes: [] };
		expect([...(await crawl({ ...officer('named'), seenBy: own } as Actor, telling))]).toEqual([]);
	});
});

describe('what tells of it without showing it', () => {
	test.each(['', 'Zyxtitle', 'outcome:talk', 'state:decided', '-state:submitted'])(
		'no search finds or counts it: "%s"',
		async (query) => {
			const seen = await deskList(ctx, free, { edition, query });
			const kept = await deskList(ctx, officer('named'), { edition, query });
			expect(seen.problems).toEqual([]);
			expect(seen.rows.map(({ id }) => id)).toContain(hidden.application);
			expect(kept.total).toBe(seen.total - 1);
			expect(Object.values(kept.byState).reduce((sum, n) => sum + n, 0)).toBe(kept.total);
			expect(kept.rows.map(({ id }) => id)).not.toContain(hidden.application);
		},
	);

	test('a ranking has no gap where it would stand', async () => {
		for (const way of ['named', 'stated']) {
			const [board] = await ask(
				'(private)/desk/[edition]/calls/[call]/stages/[stage]/ranking.csv/+server.ts',
				officer(way),
			);
			expect(board?.said).toContain(other.number);
			const [page] = await ask('(private)/desk/[edition]/calls/[call]/stages/[stage]/+page.server.ts', officer(way));
			expect(page?.said).not.toMatch(/"rank":\s*[2-9]/);
		}
	});

	test('nothing is done with it at a desk, one by one or with many', async () => {
		const actor = officer('named');
		const { application } = hidden;
		const forbidden = { kind: 'forbidden', code: 'conflict-of-interest' };
		expect(await refusalOf(decide(ctx, actor, { application, outcome: 'reject', reason: 'scope' }))).toMatchObject(
			forbidden,
		);
		expect(await refusalOf(postMessage(ctx, actor, { application, text: 'x', as: 'desk' }))).toMatchObject(forbidden);
		expect(await refusalOf(withdraw(ctx, officer('member'), { application, forApplicant: true }))).toMatchObject(
			forbidden,
		);
		const pair = { call: call.id, stage: stage ?? '', applications: [application] };
		const people = (await ctx.db.select({ person: reviewAssignment.personId }).from(reviewAssignment)).map(
			(row) => row.person,
		);
		expect(await unassign(ctx, actor, { ...pair, people })).toBe(0);
		const { assigned, left } = await assign(ctx, actor, { ...pair, people: people.slice(0, 1) });
		expect([assigned, left[0]?.why]).toEqual([0, 'elsewhere']);
		const select = { ids: [application] };
		const action = { kind: 'message', text: 'x' };
		expect(await refusalOf(previewBulk(ctx, actor, { desk: edition, select, action }))).toMatchObject({
			code: 'nobody-chosen',
		});
		const [determination] = values.determination ?? [];
		expect(
			await refusalOf(sendBatch(ctx, officer('member'), { callId: call.id, determinations: [determination ?? ''] })),
		).toBeInstanceOf(Refusal);
	});

	test.each(['named', 'holder'])('no address of the API tells it to the program of who is %s', async (way) => {
		const ask = async (of: Person) => {
			const { ask: say } = await tokenOf(ctx, of.personId, ['desk:read']);
			let text = '';
			for (const { method, path } of endpoints) {
				if (method !== 'GET') continue;
				const filled = path.replace(/\{(\w+)\}/g, (_, name) => values[name]?.[0] ?? 'none');
				for (const search of ['', '?as=desk']) {
					const { status, text: body } = await say('GET', filled + search);
					if (status < 400) text += body;
				}
			}
			return leaks(text);
		};
		expect(await ask(free)).toEqual(expect.arrayContaining([hidden.application, secret]));
		expect(await ask(officer(way))).toEqual([]);
	});
});

test('announced and sent by somebody else, its letter and what follows are closed at the desk too', async () => {
	const determinations = values.determination ?? [];
	await sendBatch(ctx, free, { callId: call.id, determinations });
	await ctx.runJobs();
	await gather();
	expect(values.letter).not.toEqual(['none']);
	const letters = files.filter((file) => /letter|fulfilments|applications|outbox|stages/.test(file));
	const seen = await crawl(free, letters);
	expect(seen.has('(private)/desk/[edition]/letters/letter/[letter]/+page.server.ts')).toBe(true);
	expect(seen.has('(private)/desk/[edition]/letters/batch/[batch]/+page.server.ts')).toBe(true);
	for (const way of ['named', 'stated']) expect([...(await crawl(officer(way), [...seen.keys()]))], way).toEqual([]);
});
