import { expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import type { CallInput } from '#modules/calls/call.ts';
import {
	announce,
	answerAttestation,
	applicationForAuthor,
	askByDesk,
	changeField,
	confirm,
	decide,
	makeAppeal,
	startChange,
	withdraw,
} from '#modules/calls/server/index.ts';
import { jobHandlers } from '#modules/calls/server/jobs.ts';
import { addMember } from '#modules/calls/server/members/add-member.ts';
import { organiser, refusalOf, secretary } from '#modules/calls/server/testing.ts';
import { entry, handIn, makeSmallCall, secretsTo, somebody, tell } from '#modules/calls/server/testing-people.ts';
import { fulfilmentsForDesk, settleFulfilments } from '#modules/fulfilments/server/index.ts';
import { decisionActs } from '../../settings/acts.ts';
import { testContext } from '../../setup/context.ts';

/* What follows once something is handed in, under every setting that permits or refuses it. Each row asks the server. */

const handedInAt = Date.parse('2021-10-10T09:00:00+08:00');
const ctx = await testContext({ jobs: jobHandlers, at: handedInAt });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const played: string[] = [];
let made = 0;

/** One value of a setting. */
function row(setting: string, value: string, test: () => Promise<void>): void {
	played.push(`${setting}=${value}`);
	it(`${setting} = ${value}`, async () => {
		ctx.setNow(handedInAt);
		await test();
	});
}
const ada = await somebody(ctx, 'ada@decisions.example');
const ben = await somebody(ctx, 'ben@decisions.example', 'Ben');
const refusedAs = async (work: Promise<unknown>) => ((await refusalOf(work)) as { code?: string }).code;
const call = (settings: object) => {
	made += 1;
	return makeSmallCall(ctx, `decisions-${made}`, settings as Partial<CallInput>);
};
/** A call of one stage with one outcome beside a refusal, and what was handed in to it. */
async function handed(outcome: object, stage: object = {}, settings: object = {}): Promise<string> {
	const stages = [
		{
			id: 'decision',
			kind: 'determination',
			label: both('Decision'),
			reasons: [{ id: 'scope', label: both('Scope') }],
			outcomes: [
				{ id: 'yes', label: both('Yes'), effect: 'accept', ...outcome },
				{ id: 'no', label: both('No'), effect: 'reject' },
			],
			...stage,
		},
	];
	return (await handIn(ctx, await call({ stages, ...settings }), ada, { title: 'Handed' })).application;
}

for (const need of ['track', 'conditions', 'reason', 'amount']) {
	row('stage.outcomes[].needs[]', need, async () => {
		const application = await handed({ needs: [need] });
		expect(await refusalOf(decide(ctx, organiser, { application, outcome: 'yes' }))).toMatchObject({
			problems: [{ path: need, code: `${need}-needed` }],
		});
		expect((await ctx.byHand('select 1 from determination where application_id = $1', [application])).rows).toEqual([]);
	});
}

for (const value of [true, false]) {
	row('stage.outcomes[].confirm', String(value), async () => {
		const application = await handed({ confirm: value }, { confirmBy: '2021-11-30' });
		const answer = () => confirm(ctx, ada, { application, answer: 'confirmed' });
		expect(await refusedAs(answer())).toBe('nothing-to-confirm');
		await tell(ctx, application);
		expect(await refusalOf(confirm(ctx, ben, { application, answer: 'confirmed' }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusedAs(answer())).toBe(value ? undefined : 'nothing-to-confirm');
		ctx.setNow(Date.parse('2021-12-01T00:00:00+08:00'));
		expect(await refusedAs(answer())).toBe(value ? 'confirm-too-late' : 'nothing-to-confirm');
	});
}

for (const value of ['true', 'false', 'absent']) {
	row('stage.outcomes[].silent', value, async () => {
		const on = {
			id: 'on',
			label: both('Zqshortlisted'),
			effect: 'advance',
			...(value === 'absent' ? {} : { silent: value === 'true' }),
		};
		const second = { id: 'last', kind: 'determination', label: both('Last') };
		const stages = [
			{ id: 'first', kind: 'determination', label: both('First'), outcomes: [on] },
			{ ...second, outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' }] },
		];
		const { application } = await handIn(ctx, await call({ stages }), ada, { title: 'Silent' });
		await decide(ctx, organiser, { application, outcome: 'on' });
		const [at] = (await ctx.byHand('select stage_id, state from application where id = $1', [application])).rows;
		expect(at).toMatchObject(value === 'true' ? { stage_id: 'last', state: 'submitted' } : { state: 'decided' });
		// Its applicant learns nothing of it: of a silent one never, of the other when it is announced.
		const seen = await applicationForAuthor(ctx, ada, { application, locale: 'en' });
		expect(seen.state).toBe('submitted');
		expect(JSON.stringify(seen)).not.toContain('Zqshortlisted');
	});
}

row('stage.appealDays', 'given', async () => {
	const application = await handed({}, { appealDays: 2 });
	const appeal = (actor = ada) => makeAppeal(ctx, actor, { application, text: 'Please look again.' });
	expect(await refusedAs(appeal())).toBe('no-appeal');
	await tell(ctx, application, 'no');
	expect(await refusalOf(appeal(ben))).toMatchObject({ kind: 'not-found' });
	ctx.setNow(Date.parse('2021-10-13T00:00:00+08:00'));
	expect(await refusedAs(appeal())).toBe('appeal-too-late');
	ctx.setNow(Date.parse('2021-10-12T23:59:59+08:00'));
	await appeal();
	expect(await refusedAs(appeal())).toBe('appealed-already');
});
row('stage.appealDays', 'absent', async () => {
	const application = await handed({});
	await tell(ctx, application, 'no');
	expect(await refusedAs(makeAppeal(ctx, ada, { application, text: 'Please look again.' }))).toBe('no-appeal');
});

for (const value of ['given', 'absent']) {
	row('stage.outcomes[].fulfils', value, async () => {
		const fulfilments = [{ id: 'mug', kind: 'benefit', label: both('Mug') }];
		const application = await handed(value === 'given' ? { fulfils: ['mug'] } : {}, {}, { fulfilments });
		await tell(ctx, application);
		await settleFulfilments(ctx, application);
		const lines = await fulfilmentsForDesk(ctx, organiser, application);
		expect(lines?.map(({ kind }) => kind)).toEqual(value === 'given' ? ['benefit'] : []);
	});
}

row('field.changeableUntil', 'given', async () => {
	const fields = [{ id: 'way', kind: 'short-text', label: both('Way'), changeableUntil: '2021-12-31' }];
	const application = await handed({}, {}, { fields });
	ctx.setNow(Date.parse('2021-12-20T00:00:00+08:00'));
	const change = (field: string, actor = ada) =>
		changeField(ctx, actor, { application, field, entries: [[field, 'x']] });
	expect(await change('way')).toBeGreaterThan(0);
	expect(await refusalOf(change('way', ben))).toMatchObject({ kind: 'not-found' });
	expect(await refusalOf(change('title'))).toMatchObject({ kind: 'forbidden', code: 'not-changeable' });
	ctx.setNow(Date.parse('2022-01-01T00:00:00+08:00'));
	expect(await refusedAs(change('way'))).toBe('change-too-late');
});
row('field.changeableUntil', 'absent', async () => {
	const application = await handed({});
	ctx.setNow(Date.parse('2021-12-20T00:00:00+08:00'));
	const change = changeField(ctx, ada, { application, field: 'title', entries: [['title', 'x']] });
	expect(await refusalOf(change)).toMatchObject({ kind: 'forbidden', code: 'not-changeable' });
});

/** An application whose only author is asked to confirm it by this rule. */
async function attested(rule: object, address: string): Promise<string> {
	const asked = { id: 'confirms', label: both('Confirms'), request: both('Please.'), from: 'authors', ...rule };
	const of = await call({ attestations: [asked] });
	const authors = [entry('Cid', 'Author', address)];
	const { application } = await handIn(ctx, of, ada, { title: 'Attested', authors });
	await ctx.runJobs();
	return application;
}

for (const value of [true, false]) {
	row('attestation.mayEdit', String(value), async () => {
		const address = `cid-${value}@decisions.example`;
		const application = await attested({ mayEdit: value }, address);
		const cid = await somebody(ctx, address, 'Cid');
		const reads = () => applicationForAuthor(ctx, cid, { application, locale: 'en' });
		expect(await refusalOf(reads())).toMatchObject({ kind: 'not-found' });
		const [secret] = await secretsTo(ctx, address);
		await answerAttestation(ctx, cid, { secret: secret as string, give: true, entries: [] });
		expect(await reads()).toMatchObject({ id: application });
		const change = startChange(ctx, cid, { application });
		if (value) expect(await change).toHaveProperty('draft');
		else expect(await refusalOf(change)).toMatchObject({ kind: 'forbidden', code: 'not-yours-to-do' });
		expect(await refusalOf(withdraw(ctx, cid, { application }))).toMatchObject({ kind: 'forbidden' });
	});
	row('application_member.mayWrite', String(value), async () => {
		const application = await handed({});
		const member = await somebody(ctx, `member-${value}@decisions.example`, 'Member');
		const { personId } = member;
		await transaction(ctx, (tx) =>
			addMember(tx, { applicationId: application, personId, mayWrite: value, addedBy: null }),
		);
		expect(await applicationForAuthor(ctx, member, { application, locale: 'en' })).toMatchObject({ id: application });
		const change = startChange(ctx, member, { application });
		if (value) expect(await change).toHaveProperty('draft');
		else expect(await refusalOf(change)).toMatchObject({ kind: 'forbidden', code: 'not-yours-to-do' });
	});
}

row('attestation.needed', 'any', async () => {
	const address = 'needed@decisions.example';
	const application = await attested({ needed: 1 }, address);
	const accept = () => decide(ctx, organiser, { application, outcome: 'yes' });
	expect(await refusalOf(accept())).toMatchObject({ problems: [{ path: 'outcome', code: 'attestations-missing' }] });
	const [secret] = await secretsTo(ctx, address);
	await answerAttestation(ctx, visitor, { secret: secret as string, give: true, entries: [] });
	await announce(ctx, secretary, { determinations: [await accept()] });
});
for (const asked of ['on-submission', 'by-desk']) {
	row('attestation.asked', asked, async () => {
		const address = `${asked}@decisions.example`;
		const application = await attested({ asked }, address);
		expect(await secretsTo(ctx, address)).toHaveLength(asked === 'by-desk' ? 0 : 1);
		for (const actor of [ada, ben]) {
			expect(await refusalOf(askByDesk(ctx, actor, { application, rule: 'confirms' } as never))).toMatchObject({
				kind: expect.stringMatching(/^(not-found|forbidden)$/),
			});
		}
	});
}

it('there is a row for everything that the table says', () => {
	expect(played.sort()).toEqual([...decisionActs].sort());
});
