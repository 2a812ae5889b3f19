import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actorFor, grantRelation, system, visitor } from '#core/access/index.ts';
import { budgetEffect, confirmBulk, decide, previewBulk, trackObjectId } from '#modules/calls/server/index.ts';
import { edition, notingJobs, organiser, person, refusalOf } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { decisionTable, reviewJobHandlers } from '../index.ts';
import { instantsOf, makePanel, type Panel, review } from '../../../../../tests/modules/review/panel.ts';

const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers } });
const both = (en: string) => ({ en, zh: en });
const options = (ids: string[]) => ids.map((id) => ({ id, label: both(id) }));
const policy = {
	perApplication: 2,
	outcomes: [
		{ id: 'talk', label: both('Talk'), effect: 'accept', format: 'talk' },
		{ id: 'poster', label: both('Poster'), effect: 'accept', format: 'poster' },
		{ id: 'no', label: both('No'), effect: 'reject' },
	],
	budgets: [
		{ format: 'talk', most: 1 },
		{ track: 'T1', most: 5 },
		{ track: 'T2', most: 5 },
	],
};
const fields = [
	{ id: 'track', kind: 'track', role: 'track', label: both('Track'), options: options(['T1', 'T2']) },
] as never;
let panel: Panel;
const at = (slug = panel.slug) => ({ desk: edition, call: slug, stage: 'round' });
const trackChair = () => person('t1', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T1') });

beforeAll(async () => {
	panel = await makePanel(ctx, 'decided', policy, { members: 2, applications: 4, fields, answers: { track: 'T1' } });
	const [a, b, c, d] = panel.applications as [string, string, string, string];
	await ctx.byHand("update application set track = 'T2' where id = any($1)", [[c, d]]);
	const [one, two] = panel.members as [Actor, Actor];
	for (const [application, first, second] of [
		[a, 9, 7],
		[b, 5, 5],
		[c, 8, 8],
	] as const) {
		await review(ctx, one, application, { 'points.novelty': String(first) });
		await review(ctx, two, application, { 'points.novelty': String(second) });
	}
	await review(ctx, one, d, { 'points.novelty': '2' });
	ctx.setNow(instantsOf.over);
});

describe('the table', () => {
	test('has reviews at a glance, means, ranks and what is missing, the best first', async () => {
		const table = await decisionTable(ctx, organiser, at());
		expect(table.rows.map(({ id }) => panel.applications.indexOf(id)).at(-1)).toBe(3);
		const first = table.rows.find(({ id }) => id === panel.applications[0]);
		expect(first?.reviews?.map(({ total }) => total)).toEqual([90, 70]);
		expect(first?.aggregate).toMatchObject({ n: 2, rawMean: 80 });
		expect(first?.aggregate?.margin).not.toBeNull();
		expect(first?.aggregate?.inTop).not.toBeNull();
		expect(table.rows.at(-1)).toMatchObject({ missing: 1, standing: 'open', decided: null });
		expect(table.counts).toEqual({ open: 4, pending: 0, announced: 0 });
		expect(JSON.stringify(table)).not.toContain('Memberfamily');
	});

	test('a chair of a track has his track and its budgets; others nothing', async () => {
		const table = await decisionTable(ctx, trackChair(), at());
		expect(table.rows.map(({ track }) => track)).toEqual(['T1', 'T1']);
		expect(JSON.stringify(table.rows)).not.toContain(panel.applications[2]);
		expect(table.budgets.map(({ format, track }) => format ?? track)).toEqual(['talk', 'T1']);
		expect((await decisionTable(ctx, trackChair(), { ...at(), track: 'T2' })).rows).toEqual([]);
		expect(await refusalOf(decisionTable(ctx, panel.author, at()))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(decisionTable(ctx, panel.members[0] as Actor, at()))).toMatchObject({
			kind: expect.stringMatching(/forbidden|not-found/),
		});
		expect(await refusalOf(decisionTable(ctx, visitor, at()))).toMatchObject({ kind: 'signed-out' });
	});

	test('a chair finds nothing of what he has applied for himself', async () => {
		const { personId } = panel.author;
		await grantRelation(ctx, system('test'), personId, 'chair', { type: 'edition', id: edition }, edition);
		const table = await decisionTable(ctx, await actorFor(ctx, personId, 'session'), at());
		expect(table.rows).toEqual([]);
		await ctx.byHand("delete from relation where person_id = $1 and relation = 'chair'", [personId]);
	});

	test('costs as many statements for forty as for one', async () => {
		const small = await makePanel(ctx, 'small', policy, { members: 2, applications: 1 });
		const large = await makePanel(ctx, 'large', policy, { members: 2, applications: 40 });
		const one = await ctx.countStatements(() => decisionTable(ctx, organiser, at(small.slug)));
		expect(await ctx.countStatements(() => decisionTable(ctx, organiser, at(large.slug)))).toBe(one);
		ctx.setNow(instantsOf.over);
	});
});

describe('deciding many', () => {
	test('says what it does to the budgets before anything happens; then it is pending', async () => {
		const [a, b] = panel.applications as [string, string];
		const preview = (actor: Actor, ids: string[], outcome: string) =>
			previewBulk(ctx, actor, { desk: edition, select: { ids }, action: { kind: 'decide', outcome } });
		const act = await preview(organiser, [a, b], 'talk');
		const [effect] = await budgetEffect(ctx, organiser, { desk: edition, act });
		expect(effect?.before.map(({ left }) => left)).toEqual([1, 5, 5]);
		expect(effect?.after.map(({ left }) => left)).toEqual([-1, 3, 5]);
		expect((await decisionTable(ctx, organiser, at())).counts.open).toBe(4);
		await confirmBulk(ctx, organiser, { desk: edition, act });
		const table = await decisionTable(ctx, organiser, at());
		expect(table.counts).toEqual({ open: 2, pending: 2, announced: 0 });
		expect(table.budgets[0]).toMatchObject({ format: 'talk', pending: 2, announced: 0, left: -1 });
		const [after] = await budgetEffect(ctx, organiser, { desk: edition, act });
		expect(after?.after).toEqual(after?.before);
		expect(
			await refusalOf(
				budgetEffect(ctx, person('else', { relation: 'chair', on: 'edition', id: edition }), { desk: edition, act }),
			),
		).toMatchObject({ kind: 'not-found' });

		await decide(ctx, organiser, { application: b, outcome: 'poster' });
		expect((await decisionTable(ctx, organiser, at())).budgets[0]).toMatchObject({ pending: 1, left: 0 });
		await ctx.byHand("update application set state = 'withdrawn' where id = $1", [a]);
		expect((await decisionTable(ctx, organiser, at())).budgets[0]).toMatchObject({ pending: 0, left: 1 });
		await ctx.byHand("update application set state = 'decided' where id = $1", [a]);
	});

	test('a chair of a track decides his track only, whatever he posts', async () => {
		const [, , c] = panel.applications as [string, string, string];
		const act = await refusalOf(
			previewBulk(ctx, trackChair(), {
				desk: edition,
				select: { ids: [c] },
				action: { kind: 'decide', outcome: 'no' },
			}),
		);
		expect(act).toMatchObject({ kind: 'invalid', code: 'nobody-chosen' });
		expect(await refusalOf(decide(ctx, trackChair(), { application: c, outcome: 'no' }))).toBeDefined();
	});
});
