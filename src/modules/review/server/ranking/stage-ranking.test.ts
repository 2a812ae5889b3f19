import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorFor, grantRelation, system } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { callSchema } from '#modules/calls/call.ts';
import {
	edition,
	makeApplication,
	makeCall,
	notingJobs,
	person,
	refusalOf,
	secretary,
} from '#modules/calls/server/testing.ts';
import { sampleCall } from '#modules/calls/testing.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import {
	assign,
	exportStage,
	recuseByChair,
	reviewJobHandlers,
	reviewPage,
	saveScore,
	scoresOfApplication,
	stageBoard,
	stageObjectId,
	stageRanking,
} from '../index.ts';

const start = Date.parse('2021-10-10T09:00:00+08:00');
const afterClose = Date.parse('2021-10-20T09:00:00+08:00');
const afterStage = Date.parse('2021-10-31T00:00:00+08:00');
const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers }, at: start });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const author = person('author');
const chair = person('chair', { relation: 'chair', on: 'edition', id: edition });
type Juror = Actor & { kind: 'person' };
const jurors: string[] = [];

beforeAll(async () => {
	for (let i = 0; i < 3; i += 1) {
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), `juror${i}@panel.example`, {
			verified: true,
			names: { given: `Juror${i}`, family: 'Secretname' },
		});
		jurors.push(personId);
	}
});

let made = 0;
async function jury(more: object = {}) {
	made += 1;
	const slug = `jury-${made}`;
	const { stages } = callSchema.parse({
		...sampleCall,
		stages: [
			{
				id: 'jury',
				kind: 'jury',
				label: both('Jury'),
				criteria: [{ id: 'overall', label: both('Overall') }],
				closes: '2021-10-30',
				outcomes: [{ id: 'prize', label: both('Prize'), effect: 'accept' }],
				...more,
			},
		],
	});
	ctx.setNow(start);
	const call = await makeCall(ctx, { slug, stages });
	for (const id of jurors) {
		await grantRelation(ctx, system('test'), id, 'juror', { type: 'stage', id: stageObjectId(call, 'jury') }, edition);
	}
	const of = { desk: edition, call: slug, stage: 'jury', locale: 'en' as const };
	const apply = async (count: number) => {
		ctx.setNow(start);
		const ids: string[] = [];
		for (let i = 0; i < count; i += 1) ids.push((await makeApplication(ctx, call, author)).application);
		ctx.setNow(afterClose);
		return ids;
	};
	const ask = (applications: string[], people = jurors) =>
		assign(ctx, secretary, { call, stage: 'jury', applications, people });
	return { call, of, apply, ask };
}

async function score(who: number, application: string | undefined, overall: number) {
	const id = application as string;
	const actor = (await actorFor(ctx, jurors[who] as string, 'session')) as Juror;
	const { revision } = await reviewPage(ctx, actor, { application: id });
	await saveScore(ctx, actor, {
		application: id,
		entries: [['points.overall', String(overall)]],
		revision,
		submit: true,
	});
}

const numbersIn = (value: unknown): number[] =>
	typeof value === 'number'
		? [value]
		: value && typeof value === 'object'
			? Object.values(value).flatMap(numbersIn)
			: [];

describe('the ranking of a stage', () => {
	it('shows adjusted beside raw, the cut of the budget, and who is strict', async () => {
		const { of, apply, ask } = await jury({ budgets: [{ most: 1 }] });
		const [a, b, c] = await apply(3);
		await ask([a, b, c] as string[]);
		// Two jurors agree; the third gives everybody four less.
		for (const [i, application] of [a, b, c].entries()) {
			for (const who of [0, 1]) await score(who, application, 9 - 2 * i);
			await score(2, application, 5 - 2 * i);
		}
		const ranking = await stageRanking(ctx, chair, of);
		expect(ranking.rows.map(({ id }) => id)).toEqual([a, b, c]);
		expect(ranking.rows[0]?.rawMean).toBeCloseTo(230 / 3);
		expect(ranking.cut).toEqual({ top: 1, inside: [a], band: [], places: 0 });
		expect(ranking.jurors.map(({ name }) => name)[0]).toBe('Juror2 Secretname');
		expect(ranking.jurors[0]?.severity).toBeLessThan(-15);
		expect(ranking.agreement?.iccConsistency).toBeGreaterThan(0.9);
		expect(ranking.agreement?.iccSingle).toBeLessThan(ranking.agreement?.iccConsistency as number);
		expect((await stageRanking(ctx, chair, { ...of, top: 2 })).cut?.top).toBe(2);
		// Nobody is named in the table that leaves the house.
		expect(await exportStage(ctx, chair, of)).not.toContain('Secretname');
	});

	it('is secret for chairs too until all are in or the stage has closed, by every way', async () => {
		const { of, apply, ask } = await jury({ scoreVisibility: 'when-all-in' });
		const [a, b] = await apply(2);
		await ask([a, b] as string[], jurors.slice(0, 2));
		await score(0, a, 7);
		await score(0, b, 3);
		await score(1, a, 8);
		const read = async () => {
			const ranking = await stageRanking(ctx, chair, of);
			const board = await stageBoard(ctx, chair, of);
			const single = await scoresOfApplication(ctx, chair, { application: a as string, locale: 'en' });
			return { ranking, board, single, csv: await refusalOf(exportStage(ctx, chair, of)) };
		};
		const sealed = await read();
		expect(sealed.ranking).toMatchObject({ secret: true, rows: [], jurors: [], cut: null, variances: null });
		expect(sealed.ranking.answers).toEqual({ asked: 4, given: 3 });
		expect(JSON.stringify(sealed.ranking)).not.toContain('Secretname');
		expect(sealed.board.rows.map(({ aggregate }) => aggregate)).toEqual([null, null]);
		expect(sealed.single?.stages[0]?.scores.map(({ total }) => total)).toEqual([null, null]);
		expect(sealed.csv).toMatchObject({ kind: 'closed', code: 'scores-secret' });
		// The clock alone opens it …
		ctx.setNow(afterStage);
		expect((await read()).ranking.rows.map(({ id }) => id)).toEqual([a, b]);
		ctx.setNow(afterClose);
		expect((await read()).ranking.secret).toBe(true);
		// … and so does the last answer.
		await score(1, b, 4);
		const open = await read();
		expect(open.ranking).toMatchObject({ secret: false });
		expect(open.csv).toBe('not refused');
	});

	it('loses the score of whoever is recused, counts anew, and keeps the event', async () => {
		const { of, apply, ask } = await jury();
		const [a, b] = await apply(2);
		await ask([a, b] as string[]);
		for (const who of [0, 1, 2]) {
			await score(who, a, who === 2 ? 10 : 4);
			await score(who, b, 6);
		}
		const rowOf = async () => (await stageRanking(ctx, chair, of)).rows.find(({ id }) => id === a);
		expect(await rowOf()).toMatchObject({ n: 3, rawMean: 60 });
		await recuseByChair(ctx, secretary, {
			application: a as string,
			person: jurors[2] as string,
			reason: 'mentor',
			text: '',
		});
		expect(await rowOf()).toMatchObject({ n: 2, rawMean: 40, rank: 2 });
		const events = await historyOf(ctx, { type: 'application', id: a as string });
		expect(events.filter(({ action }) => action === 'recuse')).toHaveLength(1);
	});

	it('constant marks, two entries, one score: finite, raw rank shown, flagged', async () => {
		const { of, apply, ask } = await jury({ perApplication: 2 });
		const [a, b, c] = await apply(3);
		await ask([a, b, c] as string[], [jurors[0] as string]);
		await ask([a, b] as string[], [jurors[1] as string]);
		for (const application of [a, b, c]) await score(0, application, 7);
		await score(1, a, 9);
		await score(1, b, 2);
		const ranking = await stageRanking(ctx, chair, { ...of, top: 1 });
		for (const value of numbersIn(ranking)) expect(Number.isFinite(value)).toBe(true);
		const rows = Object.fromEntries(ranking.rows.map((row) => [row.id, row]));
		expect(rows[a as string]).toMatchObject({ rank: 1, rawRank: 1, flags: ['constant-marks', 'few-entries'] });
		expect(rows[c as string]).toMatchObject({ rawRank: 2, flags: ['constant-marks', 'one-score', 'too-few'] });
	});

	it('is not there for those who may not read scores, and costs the same for few and many', async () => {
		const { of, apply, ask } = await jury({ budgets: [{ most: 2 }] });
		const few = await apply(1);
		await ask(few);
		await score(0, few[0], 5);
		const juror = (await actorFor(ctx, jurors[0] as string, 'session')) as Juror;
		for (const actor of [secretary, juror, author, person('stranger')]) {
			expect(await refusalOf(stageRanking(ctx, actor, of))).not.toBe('not refused');
			expect(await refusalOf(exportStage(ctx, actor, of))).not.toBe('not refused');
		}
		const one = await ctx.countStatements(() => stageRanking(ctx, chair, of));
		const many = await apply(12);
		await ask(many);
		for (const [i, application] of many.entries()) await score(i % 3, application, i % 10);
		expect(await ctx.countStatements(() => stageRanking(ctx, chair, of))).toBe(one);
	});
});
