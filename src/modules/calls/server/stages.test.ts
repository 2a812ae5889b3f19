import { describe, expect, it } from 'vitest';
import { historyOf } from '#core/ledger/index.ts';
import { callSchema } from '../call.ts';
import { sampleCall } from '../testing.ts';
import {
	announce,
	callsPersonData,
	decide,
	decideMany,
	requestInfo,
	saveCallFromBundle,
	screen,
	startChange,
	undecide,
} from './index.ts';
import { edition, organisation, organiser, refusalOf, secretary } from './testing.ts';
import { system } from '#core/access/index.ts';
import { stagesGround } from './testing/stages.ts';

const { start, afterClose, ctx, both, stages, author, stranger, stateOf, asAuthor, asDesk, apply, moves, ready } =
	await stagesGround();

describe('screening', () => {
	it('keeps who ticked what when, and lets nothing on that is not ticked', async () => {
		const application = await apply();
		expect(await screen(ctx, secretary, { application, ticked: ['complete'] })).toBe(1);
		expect(await screen(ctx, secretary, { application, ticked: ['complete'] })).toBe(0);
		expect(await refusalOf(decide(ctx, organiser, { application, outcome: 'eligible' }))).toMatchObject({
			problems: [{ path: 'outcome', code: 'checks-open', params: { count: 1 } }],
		});
		await screen(ctx, organiser, { application, ticked: ['student'] });
		await screen(ctx, organiser, { application, ticked: ['complete', 'student'] });
		const { ticks } = await asDesk(application);
		expect(ticks).toEqual([
			expect.objectContaining({ check: 'complete', ticked: true, personId: 'organiser', at: afterClose }),
			expect.objectContaining({ check: 'student', ticked: true, personId: 'organiser' }),
		]);
		const events = (await historyOf(ctx, { type: 'application', id: application })).filter(
			({ action }) => action === 'screen',
		);
		expect(events.map(({ data }) => [data.ticked, data.unticked])).toEqual([
			[['complete'], []],
			[['student'], ['complete']],
			[['complete'], []],
		]);
		expect(await refusalOf(screen(ctx, author, { application, ticked: [] }))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(screen(ctx, stranger, { application, ticked: [] }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(screen(ctx, secretary, { application, ticked: ['x'] }))).toMatchObject({
			problems: [{ code: 'unknown-check' }],
		});
	});

	it('moves on at once where nobody is told, and back as long as nothing was done there', async () => {
		const application = await ready();
		expect(await refusalOf(decide(ctx, organiser, { application, stage: 'decision', outcome: 'grant' }))).toMatchObject(
			{
				code: 'other-stage',
				params: { stage: 'screening' },
			},
		);
		const before = await asAuthor(application);
		const first = await decide(ctx, organiser, { application, outcome: 'eligible' });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision', present: first });
		expect(await asAuthor(application)).toEqual(before);
		expect(await refusalOf(announce(ctx, secretary, { determinations: [first] }))).toMatchObject({
			code: 'decision-changed',
		});
		await undecide(ctx, organiser, { application, seen: first });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'screening', present: null });
		const again = await decide(ctx, organiser, { application, outcome: 'eligible' });
		const granted = await decide(ctx, organiser, { application, outcome: 'grant', amount: 500 });
		expect(await stateOf(application)).toMatchObject({ state: 'decided', stage: 'decision', present: granted });
		// The decision of the later stage is taken back first; then that of the screening stands.
		await undecide(ctx, organiser, { application });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision', present: again });
		expect(await moves(application)).toEqual(['undone', 'undone']);
		const [dropped] = (
			await ctx.byHand(
				'select count(*)::int as n from determination where application_id = $1 and dropped_at is null',
				[application],
			)
		).rows;
		expect(dropped).toEqual({ n: 1 });
	});

	it('stays where work has begun', async () => {
		const application = await ready();
		await decide(ctx, organiser, { application, outcome: 'eligible' });
		await requestInfo(ctx, secretary, {
			application,
			fields: [],
			questions: ['Which year?'],
			note: '',
			due: '2021-10-25',
		});
		expect(await refusalOf(undecide(ctx, organiser, { application }))).toMatchObject({ code: 'worked-on' });
	});

	it('that is told of: the applicant learns of it when it is announced, and is submitted at the next stage', async () => {
		const application = await ready();
		const told = await decide(ctx, organiser, { application, outcome: 'told' });
		expect((await asAuthor(application)).decision).toBeNull();
		expect(await stateOf(application)).toMatchObject({ state: 'decided', stage: null });
		expect((await asDesk(application)).stage.stage.id).toBe('screening');
		await announce(ctx, secretary, { determinations: [told] });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision' });
		const known = await asAuthor(application);
		expect(known).toMatchObject({
			state: 'submitted',
			decision: { outcome: { en: 'Shortlisted' }, effect: 'advance' },
		});
		ctx.setNow(start);
		// Told, he hands in no new version though the call were open.
		expect((await asAuthor(application)).may.change).toBe(false);
		expect(await refusalOf(startChange(ctx, author, { application }))).toMatchObject({ code: 'wrong-state' });
		ctx.setNow(afterClose);
		await decide(ctx, organiser, { application, outcome: 'grant', amount: 800 });
		expect(await asAuthor(application)).toEqual(known);
		await undecide(ctx, organiser, { application });
		expect(await stateOf(application)).toMatchObject({ state: 'submitted', stage: 'decision', present: told });
		expect(await moves(application)).toEqual(['announced', 'undone']);
		const data = (await callsPersonData.export(ctx, 'author')) as { applications: { id: string; state: string }[] };
		expect(data.applications.find(({ id }) => id === application)?.state).toBe('submitted');
	});

	it('names an amount that is whole', async () => {
		const application = await ready();
		await decide(ctx, organiser, { application, outcome: 'eligible' });
		const codeOf = async (amount?: number) =>
			(
				(await refusalOf(
					decide(ctx, organiser, { application, outcome: 'grant', ...(amount === undefined ? {} : { amount }) }),
				)) as {
					problems: { code: string }[];
				}
			).problems.map(({ code }) => code);
		expect(await codeOf()).toEqual(['amount-needed']);
		expect(await codeOf(1.5)).toEqual(['bad-amount']);
		expect(await codeOf(-1)).toEqual(['bad-amount']);
		await decide(ctx, organiser, { application, outcome: 'grant', amount: 0 });
		expect((await asDesk(application)).determinations[0]).toMatchObject({ amount: 0 });
	});
});

describe('many at once', () => {
	it('are decided all or none, and each says what stands against it', async () => {
		const good = [await ready(), await ready()];
		const open = await apply();
		const all = [...good, open, 'nothing'];
		const refused = await decideMany(ctx, organiser, { applications: all, outcome: 'eligible' });
		expect(refused.done).toBe(false);
		expect(refused.report.map(({ refusal }) => refusal?.problems[0]?.code ?? refusal?.kind ?? null)).toEqual([
			null,
			null,
			'checks-open',
			'not-found',
		]);
		expect(refused.report[3]?.number).toBe('');
		for (const application of good) expect(await stateOf(application)).toMatchObject({ stage: null, present: null });
		const tried = await decideMany(ctx, organiser, { applications: good, outcome: 'eligible', dryRun: true });
		expect(tried).toMatchObject({ done: false, report: [{ refusal: null }, { refusal: null }] });
		expect(await stateOf(good[0] as string)).toMatchObject({ stage: null });
		expect(await decideMany(ctx, organiser, { applications: good, outcome: 'eligible' })).toMatchObject({ done: true });
		for (const application of good) expect(await stateOf(application)).toMatchObject({ stage: 'decision' });
		const denied = await decideMany(ctx, stranger, { applications: good, outcome: 'no', reason: 'full' });
		expect(denied).toMatchObject({ done: false, report: [{ number: '', refusal: { kind: 'not-found' } }, {}] });
	});

	it('cost the same number of statements', async () => {
		const one = [await ready()];
		const many = [];
		for (let i = 0; i < 20; i += 1) many.push(await ready());
		const costOf = (applications: string[]) =>
			ctx.countStatements(() => decideMany(ctx, organiser, { applications, outcome: 'told' }));
		const cost = await costOf(one);
		expect(await costOf(many)).toBe(cost);
		const present = async (ids: string[]) => (await Promise.all(ids.map(stateOf))).map((row) => row.present as string);
		const [first, others] = [await present(one), await present(many)];
		const told = await ctx.countStatements(() => announce(ctx, secretary, { determinations: first }));
		expect(await ctx.countStatements(() => announce(ctx, secretary, { determinations: others }))).toBe(told);
	});
});

describe('the rules of the stages', () => {
	it('stay as they are once the call is open and somebody has applied; words and dates may change', async () => {
		await apply();
		const save = (changed: unknown) =>
			saveCallFromBundle(ctx, system('test'), {
				edition,
				organisation,
				call: callSchema.parse({ ...sampleCall, slug: 'staged', stages: changed }),
				tracks: [],
				outside: [],
			});
		const [screening, decision] = stages;
		expect(await refusalOf(save([{ ...screening, appealDays: 2 }, decision]))).toMatchObject({ code: 'rules-frozen' });
		expect(await refusalOf(save([screening, { ...decision, outcomes: decision?.outcomes.slice(0, 1) }]))).toMatchObject(
			{ code: 'rules-frozen' },
		);
		expect(
			await save([
				{ ...screening, label: both('First look') },
				{ ...decision, confirmBy: '2021-11-10' },
			]),
		).toMatchObject({
			changed: true,
		});
	});
});
