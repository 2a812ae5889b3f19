import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#core/access/index.ts';
import {
	deskList,
	exportApplicationsCsv,
	exportJson,
	previewBulk,
	readBulkAct,
	trackObjectId,
} from '#modules/calls/server/index.ts';
import { edition, notingJobs, organiser, person, refusalOf, secretary } from '#modules/calls/server/testing.ts';
import { instantsOf, makePanel, type Panel, review } from '../../../../tests/modules/review/panel.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { decisionTable, listScores as scores, reviewJobHandlers } from './index.ts';

const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers } });
const both = (en: string) => ({ en, zh: en });
const options = (ids: string[]) => ids.map((id) => ({ id, label: both(id) }));
const fields = [
	{ id: 'track', kind: 'track', role: 'track', label: both('Track'), options: options(['T1', 'T2']) },
] as never;
let panel: Panel;
const columns = ['number', 'score', 'reviews', 'expected', 'rank'];
const trackChair = person('t1', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T1') });
const list = (actor: Actor, query = '', wanted: readonly string[] = columns) =>
	deskList(ctx, actor, { edition, query, columns: wanted, scores });
/** Places of what fits, as they were made. */
const fits = async (query: string, actor: Actor = organiser) =>
	(await list(actor, query)).rows.map(({ id }) => panel.applications.indexOf(id));

beforeAll(async () => {
	panel = await makePanel(
		ctx,
		'listed',
		{ perApplication: 2 },
		{ members: 2, applications: 4, fields, answers: { track: 'T1' } },
	);
	const [a, b, c, d] = panel.applications as [string, string, string, string];
	await ctx.byHand("update application set track = 'T2' where id = any($1)", [[c, d]]);
	const [one, two] = panel.members as [Actor, Actor];
	for (const [application, first, second] of [
		[a, 9, 7],
		[b, 5, 6],
		[c, 8, 8],
	] as const) {
		await review(ctx, one, application, { 'points.novelty': String(first) });
		await review(ctx, two, application, { 'points.novelty': String(second) });
	}
	await review(ctx, one, d, { 'points.novelty': '2' });
	ctx.setNow(instantsOf.over);
});

describe('what reviews come to, in the list of a desk', () => {
	test('stands in columns, as in the table of decisions', async () => {
		const table = await decisionTable(ctx, organiser, { desk: edition, call: panel.slug, stage: 'round' });
		const { rows } = await list(organiser);
		expect(rows).toHaveLength(4);
		for (const { id, cells } of rows) {
			const there = table.rows.find((row) => row.id === id);
			expect(Number(cells.score)).toBeCloseTo(there?.aggregate?.rawMean as number, 1);
			expect(cells.reviews).toBe(String(there?.aggregate?.n));
			expect(cells.expected).toBe('2');
			expect(cells.rank).toBe(String(there?.aggregate?.rank));
		}
		// Without places the model is not asked, and means and counts are the same.
		const plain = await list(organiser, '', ['number', 'score', 'reviews', 'expected']);
		for (const [i, { cells }] of plain.rows.entries())
			expect(cells).toEqual({ score: rows[i]?.cells.score, reviews: rows[i]?.cells.reviews, expected: '2' });
	});

	test('can be searched by, as it is shown, and turned round', async () => {
		expect(await fits('score>70')).toEqual([0, 2]);
		expect(await fits('score:55')).toEqual([1]);
		expect(await fits('score>55')).toEqual([0, 2]);
		expect(await fits('score>=55')).toEqual([0, 1, 2]);
		expect(await fits('reviews<2')).toEqual([3]);
		expect(await fits('expected:2 -score>70')).toEqual([1, 3]);
		expect(await fits('均分>70 track:T2')).toEqual([2]);
		expect(await fits('rank<=2')).toEqual([0, 2]);
		const act = await previewBulk(ctx, organiser, {
			desk: edition,
			select: { query: 'reviews<2' },
			action: { kind: 'holder', holder: 'me' },
			scores,
		});
		expect(await readBulkAct(ctx, organiser, { desk: edition, act })).toMatchObject({ total: 1 });
	});

	test('goes into exports where its columns are chosen, and into no other', async () => {
		const csv = await exportApplicationsCsv(ctx, organiser, {
			edition,
			columns,
			head: 'ids',
			scores,
			query: 'score>75',
		});
		expect(csv.split('\r\n').slice(0, 2)).toEqual([
			'\ufeffnumber,score,reviews,expected,rank',
			expect.stringMatching(/,80,2,2,\d$/),
		]);
		let json = '';
		for await (const piece of await exportJson(ctx, organiser, { edition, columns, scores, query: 'reviews<2' }))
			json += piece;
		expect(JSON.parse(json).items).toMatchObject([{ score: 20, reviews: 1, expected: 2 }]);
		expect(await exportApplicationsCsv(ctx, organiser, { edition, head: 'ids', scores })).not.toContain('score');
	});

	test('is there for nobody who may not read reviews, nor where the door is not given', async () => {
		for (const found of [await list(secretary), await deskList(ctx, organiser, { edition, columns })]) {
			expect(found.columns.map(({ id }) => id)).toEqual(['number']);
			expect(found.allColumns.map(({ id }) => id)).not.toContain('score');
			expect(found.rows.every(({ cells }) => Object.keys(cells).length === 0)).toBe(true);
		}
		// As unknown to him as any word that there is not.
		expect((await list(secretary, 'score>70')).problems).toMatchObject([{ code: 'unknown-name', found: 'score' }]);
		const asked = { edition, query: 'score>70', scores };
		expect(await refusalOf(exportApplicationsCsv(ctx, secretary, asked))).toMatchObject({ code: 'bad-search' });
		expect(await refusalOf(list(person('nobody')))).toMatchObject({ kind: 'not-found' });
	});

	test('a chair of a track finds his track, and nobody what he has a stake in', async () => {
		expect(await fits('score>10', trackChair)).toEqual([0, 1]);
		const conflicted = { ...organiser, stakes: [panel.applications[0] as string] } as Actor;
		expect(await fits('score>10', conflicted)).toEqual([1, 2, 3]);
		// Nor may a place tell him of it: as if it were not there.
		const { rows } = await list(conflicted);
		expect(rows.map(({ cells }) => cells.rank).sort()).toEqual(['1', '2', '3']);
		const csv = await exportApplicationsCsv(ctx, conflicted, { edition, columns, scores });
		expect(csv).toContain('L-002,55,2,2,2');
		expect(csv).not.toContain('L-001');
		// Through his eyes another sees no more than both may.
		const eyes = { ...organiser, seenBy: { personId: 'x', relations: [] } } as Actor;
		expect(await refusalOf(list(eyes))).toMatchObject({ kind: 'not-found' });
	});

	test('is told of a sealed stage only when all are in', async () => {
		const sealed = await makePanel(
			ctx,
			'sealed',
			{ perApplication: 2, scoreVisibility: 'when-all-in' },
			{ members: 2, applications: 1, fields, answers: { track: 'T1' } },
		);
		const [application] = sealed.applications as [string];
		ctx.setNow(instantsOf.reviewing);
		await review(ctx, sealed.members[0] as Actor, application, { 'points.novelty': '9' });
		const of = async () => {
			const found = await list(organiser, 'call:sealed');
			return { cells: found.rows[0]?.cells, by: (await list(organiser, 'call:sealed score>1')).total };
		};
		expect(await of()).toEqual({ cells: { score: '', reviews: '', expected: '', rank: '' }, by: 0 });
		expect((await list(organiser, 'call:sealed -score>1')).total).toBe(1);
		await review(ctx, sealed.members[1] as Actor, application, { 'points.novelty': '7' });
		expect(await of()).toMatchObject({ cells: { score: '80.0', reviews: '2', expected: '2' }, by: 1 });
		ctx.setNow(instantsOf.over);
	});

	test('costs the same for few and for many, and nothing where it is not asked', async () => {
		const costs = (query: string, wanted: readonly string[] = columns) =>
			ctx.countStatements(() => list(organiser, query, wanted));
		const one = await costs('call:listed number:1..99999 score:80');
		expect(await costs('call:listed score>1')).toBe(one);
		const without = await costs('call:listed', ['number', 'title']);
		const bare = await ctx.countStatements(() =>
			deskList(ctx, organiser, { edition, query: 'call:listed', columns: ['number', 'title'] }),
		);
		expect(without).toBe(bare);
	});
});
