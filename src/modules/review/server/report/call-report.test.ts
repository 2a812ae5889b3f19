import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actorFor, grantRelation, system, visitor } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { decide, trackObjectId } from '#modules/calls/server/index.ts';
import { edition, notingJobs, organiser, person, refusalOf } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { others } from '../../report.ts';
import { callReport, exportReport, reportFigures, reviewJobHandlers } from '../index.ts';
import { instantsOf, makePanel, type Panel, review } from '../../../../../tests/modules/review/panel.ts';

const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers } });
const both = (en: string) => ({ en, zh: en });
const fields = [
	{
		id: 'track',
		kind: 'track',
		role: 'track',
		label: both('Track'),
		options: ['T1', 'T2'].map((id) => ({ id, label: both(id) })),
	},
	{ id: 'country', kind: 'country', label: both('Country') },
	{ id: 'student', kind: 'yes-no', role: 'student', label: both('Student') },
] as never;
const trackChair = () => person('t2', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T2') });
let panel: Panel;
const at = (slug = panel.slug) => ({ desk: edition, call: slug, locale: 'en' as const });

beforeAll(async () => {
	panel = await makePanel(
		ctx,
		'counted',
		{},
		{ members: 2, applications: 12, fields, answers: { track: 'T1', country: 'CN', student: true } },
	);
	const ids = panel.applications;
	const countries = ['CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'KE', 'DE', 'DE', 'DE', 'DE', 'DE'];
	for (const [i, id] of ids.entries()) {
		await ctx.byHand('alter table application_version disable trigger user');
		await ctx.byHand(
			"update application_version set answers = answers || jsonb_build_object('country', $2::text) where application_id = $1",
			[id, countries[i]],
		);
		await ctx.byHand('alter table application_version enable trigger user');
		await ctx.byHand('update application set track = $2, student = $3 where id = $1', [
			id,
			i < 6 ? 'T1' : 'T2',
			i % 2 === 0,
		]);
	}
	for (const [i, id] of ids.entries())
		for (const member of panel.members)
			if (i < 10) await review(ctx, member, id, { 'points.novelty': String(3 + (i % 6)) });
	ctx.setNow(instantsOf.over);
	for (const [i, application] of ids.slice(0, 8).entries())
		await decide(ctx, organiser, { application, outcome: i < 5 ? 'yes' : 'no' });
});

describe('the report', () => {
	test('counts what became of whom, and how it was reviewed', async () => {
		const report = await callReport(ctx, organiser, { ...at(), unfold: true });
		expect(report.total).toMatchObject({ count: 12, taken: 5, refused: 3, open: 4 });
		expect(report.byCountry.map(({ id, count, taken }) => [id, count, taken])).toEqual([
			['CN', 6, 5],
			['DE', 5, 0],
			['KE', 1, 0],
		]);
		expect(report.byTrack.map(({ id, count }) => [id, count])).toEqual([
			['T1', 6],
			['T2', 6],
		]);
		expect(report.byStudent.map(({ id, count }) => [id, count])).toEqual([
			['no', 6],
			['yes', 6],
		]);
		expect(report.byDay.reduce((sum, { count }) => sum + count, 0)).toBe(12);
		const [stage] = report.stages;
		expect(stage?.loads.map(({ assigned, done }) => [assigned, done])).toEqual([
			[12, 10],
			[12, 10],
		]);
		expect(stage?.days.reduce((sum, n) => sum + n, 0)).toBe(20);
		expect(stage?.agreement?.alpha).toBeCloseTo(1, 6);
	});

	test('small kinds are together unless whoever sees the whole call asks', async () => {
		const report = await callReport(ctx, organiser, at());
		expect(report.folded).toBe(true);
		expect(report.byCountry.map(({ id, count }) => [id, count])).toEqual([
			['CN', 6],
			[others, 6],
		]);
		expect(JSON.stringify(report)).not.toContain('KE');
		const asked = await callReport(ctx, trackChair(), { ...at(), unfold: true });
		expect([asked.folded, asked.mayUnfold]).toEqual([true, false]);
		expect(JSON.stringify(asked.byCountry)).not.toContain('KE');
	});

	test('a chair of a track has the figures of his track; others nothing', async () => {
		const report = await callReport(ctx, trackChair(), at());
		expect(report.total).toMatchObject({ count: 6, taken: 0, refused: 2, open: 4 });
		expect(report.byTrack.map(({ id }) => id)).toEqual(['T2']);
		expect(report.stages[0]?.loads.map(({ assigned }) => assigned)).toEqual([6, 6]);
		for (const actor of [panel.author as Actor, panel.members[0] as Actor])
			expect(await refusalOf(callReport(ctx, actor, at()))).toMatchObject({
				kind: expect.stringMatching(/not-found|forbidden/),
			});
		expect(await refusalOf(callReport(ctx, visitor, at()))).toMatchObject({ kind: 'signed-out' });
	});

	test('nobody finds his own application in the figures', async () => {
		const { personId } = panel.author;
		await grantRelation(ctx, system('test'), personId, 'chair', { type: 'edition', id: edition }, edition);
		const report = await callReport(ctx, await actorFor(ctx, personId, 'session'), at());
		expect(report.total.count).toBe(0);
		expect(report.stages[0]?.loads).toEqual([]);
		await ctx.byHand("delete from relation where person_id = $1 and relation = 'chair'", [personId]);
	});

	test('every figure is a table, noted when it is taken', async () => {
		for (const figure of reportFigures) {
			const table = await exportReport(ctx, organiser, { ...at(), figure });
			expect(table.trim().split('\n').length).toBeGreaterThan(1);
		}
		expect(await exportReport(ctx, organiser, { ...at(), figure: 'countries' })).toContain('others together,6');
		expect(await refusalOf(exportReport(ctx, organiser, { ...at(), figure: 'names' }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(exportReport(ctx, panel.author, { ...at(), figure: 'tracks' }))).toBeDefined();
		const history = await historyOf(ctx, { type: 'call', id: panel.call });
		expect(history.filter(({ action }) => action === 'export-report')).toHaveLength(reportFigures.length + 1);
	});

	test('costs as many statements for forty as for one', async () => {
		const small = await makePanel(ctx, 'few', {}, { applications: 1 });
		const large = await makePanel(ctx, 'many', {}, { applications: 40 });
		const one = await ctx.countStatements(() => callReport(ctx, organiser, at(small.slug)));
		expect(await ctx.countStatements(() => callReport(ctx, organiser, at(large.slug)))).toBe(one);
	});
});
