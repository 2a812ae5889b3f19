import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { testContext } from '../../../../../tests/setup/context.ts';
import {
	announce,
	bulkActsOf,
	confirmBulk,
	decide,
	deskList,
	previewBulk,
	readBulkAct,
	trackObjectId,
	undoBulk,
	withdraw,
} from '../index.ts';
import { applicationMessage } from '../tables.ts';
import { edition, makeApplication, makeCall, notingJobs, organiser, person, refusalOf, secretary } from '../testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const call = await makeCall(ctx, {
	cohorts: [
		{ id: 'spring', label: { en: 'Spring', zh: '春季' }, until: '2021-10-12' },
		{ id: 'summer', label: { en: 'Summer', zh: '夏季' }, until: '2021-10-15' },
	],
});
const chair = person('chair', { relation: 'chair', on: 'track', id: trackObjectId(edition, 'T3') });
const make = async (title: string, track: string) =>
	(await makeApplication(ctx, call, person('p1'), { title, track })).application;
const desk = edition;
const act = async (action: unknown, select: Parameters<typeof previewBulk>[2]['select'], actor = organiser) =>
	previewBulk(ctx, actor, { desk, select, action });
const stateOf = async (query: string) =>
	(await deskList(ctx, organiser, { edition, query })).rows.map((row) => row.state);
const reject = { kind: 'decide', outcome: 'reject', reason: 'scope' };

describe('something done with many', () => {
	it('is looked at first, done with exactly those, told by row, and taken back', async () => {
		const [one, two, three, gone] = [
			await make('Alpha one', 'T3'),
			await make('Alpha two', 'T3'),
			await make('Alpha three', 'T1'),
			await make('Alpha gone', 'T3'),
		];
		await withdraw(ctx, person('p1'), { application: gone });
		const id = await act(reject, { query: 'alpha' });
		const seen = await readBulkAct(ctx, organiser, { desk, act: id });
		expect(seen).toMatchObject({
			state: 'previewed',
			total: 4,
			good: 3,
			refused: [{ code: 'wrong-state', count: 1 }],
			mayUndo: false,
		});
		expect(seen.rows[0]).toMatchObject({ title: 'Alpha gone', refusal: 'wrong-state' });
		// Nothing has happened yet; one changes, and another one joins the search meanwhile.
		expect(await stateOf('alpha -withdrawn')).toEqual(['submitted', 'submitted', 'submitted']);
		await decide(ctx, organiser, { application: two, outcome: 'talk' });
		const late = await make('Alpha late', 'T3');
		await confirmBulk(ctx, organiser, { desk, act: id });
		await confirmBulk(ctx, organiser, { desk, act: id });
		const done = await readBulkAct(ctx, organiser, { desk, act: id });
		expect(done).toMatchObject({ state: 'done', good: 2, mayUndo: true });
		expect(done.refused).toContainEqual({ code: 'changed-since', count: 1 });
		expect(
			(await deskList(ctx, organiser, { edition, query: 'outcome:reject' })).rows.map((row) => row.id).sort(),
		).toEqual([one, three].sort());
		expect(await stateOf(`"alpha late"`)).toEqual(['submitted']);
		// One of them is announced before it is taken back.
		const [row] = (await deskList(ctx, organiser, { edition, query: '"alpha one"' })).rows;
		await announce(ctx, organiser, { determinations: [row?.determination?.id as string] });
		await undoBulk(ctx, organiser, { desk, act: id });
		const undone = await readBulkAct(ctx, organiser, { desk, act: id });
		expect(undone).toMatchObject({ state: 'undone', notUndone: [{ code: 'wrong-state', count: 1 }] });
		expect(await stateOf('"alpha three"')).toEqual(['submitted']);
		expect(await stateOf('"alpha one"')).toEqual(['announced']);
		expect(await bulkActsOf(ctx, organiser, { desk })).toMatchObject([{ id, state: 'undone' }]);
		expect(late).toBeTruthy();
	});

	it('is each person’s own, and within what he sees', async () => {
		await make('Beta one', 'T1');
		await make('Beta two', 'T3');
		const id = await act(reject, { query: 'beta' }, chair);
		const seen = await readBulkAct(ctx, chair, { desk, act: id });
		expect(seen.rows.map((row) => row.title)).toEqual(['Beta two']);
		const foreign = (await deskList(ctx, organiser, { edition, query: '"beta one"' })).rows[0]?.id as string;
		expect(await refusalOf(act(reject, { ids: [foreign] }, chair))).toMatchObject({ code: 'nobody-chosen' });
		for (const actor of [organiser, secretary, person('p1')]) {
			expect(await refusalOf(readBulkAct(ctx, actor, { desk, act: id }))).toMatchObject({ kind: 'not-found' });
			expect(await refusalOf(confirmBulk(ctx, actor, { desk, act: id }))).toMatchObject({ kind: 'not-found' });
		}
		expect(await stateOf('beta')).toEqual(['submitted', 'submitted']);
		// The desk lists, but does not decide.
		const decided = await act(reject, { query: 'beta' }, secretary);
		expect(await readBulkAct(ctx, secretary, { desk, act: decided })).toMatchObject({
			good: 0,
			refused: [{ code: 'forbidden', count: 2 }],
		});
		expect(await refusalOf(act(reject, { query: 'beta' }, person('p1')))).toMatchObject({ kind: 'not-found' });
		const eyes = {
			...organiser,
			seenBy: { personId: 'x', relations: organiser.kind === 'person' ? organiser.relations : [] },
		} as typeof organiser;
		expect(await refusalOf(act(reject, { query: 'beta' }, eyes))).toMatchObject({ kind: 'not-found' });
	});

	it('refuses a wrong search, nobody, and an act that is wrong for all', async () => {
		expect(await refusalOf(act(reject, { query: 'stauts:x' }))).toMatchObject({ code: 'bad-search' });
		expect(await refusalOf(act(reject, { ids: [] }))).toMatchObject({ code: 'nobody-chosen' });
		expect(await refusalOf(act({ kind: 'message', text: ' ' }, { query: '' }))).toMatchObject({
			kind: 'invalid',
			problems: [{ path: 'text' }],
		});
		expect(
			await refusalOf(act({ kind: 'request', due: '2020-01-01', questions: ['Why?'] }, { query: '' })),
		).toMatchObject({ problems: [{ path: 'due' }] });
		const wrong = await act({ kind: 'decide', outcome: 'reject' }, { query: 'beta' });
		expect(await readBulkAct(ctx, organiser, { desk, act: wrong })).toMatchObject({
			good: 0,
			refused: [{ code: 'reason-needed', count: 2 }],
		});
	});

	it('writes, asks, takes on, puts into cohorts and withdraws', async () => {
		const ids = [await make('Gamma one', 'T1'), await make('Gamma two', 'T3')];
		const run = async (action: unknown) => {
			const id = await act(action, { ids });
			await confirmBulk(ctx, organiser, { desk, act: id });
			return readBulkAct(ctx, organiser, { desk, act: id });
		};
		expect(await run({ kind: 'message', text: 'Good morning' })).toMatchObject({ good: 2, mayUndo: false });
		const written = await ctx.db.select().from(applicationMessage).where(eq(applicationMessage.text, 'Good morning'));
		expect(written.map((one) => one.applicationId).sort()).toEqual([...ids].sort());
		expect(await run({ kind: 'request', questions: ['Which sample?'], due: '2021-10-20' })).toMatchObject({ good: 2 });
		expect(await run({ kind: 'request', questions: ['Again?'], due: '2021-10-20' })).toMatchObject({
			good: 0,
			refused: [{ code: 'request-open', count: 2 }],
		});
		expect((await deskList(ctx, organiser, { edition, query: 'request:open' })).total).toBe(2);
		expect(await run({ kind: 'cohort', cohort: 'autumn' })).toMatchObject({
			refused: [{ code: 'unknown-cohort', count: 2 }],
		});
		const put = await run({ kind: 'cohort', cohort: 'summer' });
		expect(put).toMatchObject({ good: 2, mayUndo: true });
		expect((await deskList(ctx, organiser, { edition, query: 'cohort:Summer gamma' })).total).toBe(2);
		await undoBulk(ctx, organiser, { desk, act: put.id });
		expect((await deskList(ctx, organiser, { edition, query: 'cohort:Spring gamma' })).total).toBe(2);
		expect(await run({ kind: 'holder', holder: 'me' })).toMatchObject({ good: 2, mayUndo: true });
		expect(await run({ kind: 'holder', holder: 'me' })).toMatchObject({ refused: [{ code: 'same-holder', count: 2 }] });
		expect(await run({ kind: 'withdraw' })).toMatchObject({ good: 2 });
		expect(await stateOf('gamma')).toEqual(['withdrawn', 'withdrawn']);
	});

	it('costs the same to look at for few and for many', async () => {
		await make('Delta 0', 'T3');
		const look = (query: string) => ctx.countStatements(() => act({ kind: 'decide', outcome: 'talk' }, { query }));
		const one = await look('delta');
		for (let i = 1; i < 20; i++) await make(`Delta ${i}`, 'T3');
		expect(await look('delta')).toBe(one);
	});
});
