import { describe, expect, it } from 'vitest';
import { type Actor, actorFor, grantRelation, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { decide, undecide } from '#modules/calls/server/index.ts';
import { edition, refusalOf } from '#modules/calls/server/testing.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { exportStage, myReviews, reviewPage, reviewPersonData, saveScore, scoresOfApplication } from './index.ts';
import { reviewsGround } from './testing.ts';

const { start, afterClose, ctx, jurors, chair, now, ids, callOfPolicy, apply, score, board, assignAll } =
	await reviewsGround();

describe('a jury of two rounds', () => {
	it('scores what it was assigned, ranks it, and carries the first round over by half', async () => {
		const call = callOfPolicy('own');
		const [a, b, c] = [await apply(call), await apply(call, { student: false }), await apply(call)] as [
			string,
			string,
			string,
		];
		const applied = [a, b, c];
		expect(await assignAll(call, 'first', applied)).toEqual({ assigned: 9, left: [] });
		expect((await assignAll(call, 'first', [a], [ids[0] as string])).left).toEqual([
			{ application: a, person: ids[0], why: 'assigned-already' },
		]);
		expect((await assignAll(call, 'final', [a])).left.every(({ why }) => why === 'elsewhere')).toBe(true);
		await ctx.runJobs();
		const mail = (await ctx.byHand(`select subject, text from mail where kind = 'review'`)).rows;
		expect(mail).toHaveLength(3);
		expect(mail[0].subject).toContain('3 to score');

		const due = await myReviews(ctx, await now(jurors[0] as never));
		expect(due).toHaveLength(1);
		expect(due[0]).toMatchObject({ call: { slug: 'call-own' }, stage: { id: 'first', kind: 'review' } });
		expect(due[0]?.tasks.map(({ state }) => state)).toEqual(['due', 'due', 'due']);

		// The points that follow from the answer count without being given.
		await score(0, a, { novelty: 10, clarity: 5 }, { text: 'Fine work.' });
		const page = await reviewPage(ctx, await now(jurors[0] as never), { application: a });
		expect(page).toMatchObject({
			own: { total: 100 },
			computed: { need: 10 },
			others: null,
			title: 'Bone loss and $g$',
		});
		expect(page.answers.authors).toBeUndefined();
		expect(page.form.fields.map(({ id }) => id)).toEqual(['title', 'abstract']);
		await score(0, b, { novelty: 10, clarity: 5 });
		expect((await reviewPage(ctx, await now(jurors[0] as never), { application: b })).own?.total).toBe(75);
		await score(0, c, { novelty: 0, clarity: 0 });
		for (const who of [1, 2]) {
			await score(who, a, { novelty: 8, clarity: 4 });
			await score(who, b, { novelty: 6, clarity: 3 });
			await score(who, c, { novelty: 2, clarity: 1 });
		}
		const first = await board(call, 'first');
		expect(first.rows.map(({ id }) => id)).toEqual(applied);
		expect(first.rows.map(({ aggregate }) => [aggregate?.n, aggregate?.rank])).toEqual([
			[3, 1],
			[3, 2],
			[3, 3],
		]);
		expect(first.members.map(({ load, done }) => [load, done])).toEqual([
			[3, 3],
			[3, 3],
			[3, 3],
		]);

		for (const application of [a, b]) await decide(ctx, chair, { application, outcome: 'on' });
		expect(await refusalOf(score(0, a, { novelty: 1, clarity: 1 }))).toMatchObject({ code: 'scoring-over' });
		await assignAll(call, 'final', [a, b]);
		for (const who of [0, 1, 2]) {
			await score(who, a, { overall: 6 });
			await score(who, b, { overall: 9 });
		}
		const final = await board(call, 'final');
		expect(final.rows.map(({ id }) => id).sort()).toEqual([a, b].sort());
		const combinedOf = (list: typeof final, id: string) => list.rows.find((row) => row.id === id)?.aggregate;
		for (const id of [a, b]) {
			const earlier = combinedOf(await board(call, 'first'), id)?.combined as number;
			const own = combinedOf(final, id);
			expect(own?.combined).toBeCloseTo(((own?.adjusted as number) + earlier) / 2);
		}
		// Scored there, it does not go back silently.
		expect(await refusalOf(undecide(ctx, chair, { application: a }))).toMatchObject({ code: 'worked-on' });
		const csv = await exportStage(ctx, chair, { desk: edition, call: 'call-own', stage: 'final', locale: 'en' });
		// Head, two rows, and below an empty one how it was made.
		const lines = csv.split('\r\n');
		expect(lines.slice(1, 3).every((line) => /^[12],/.test(line))).toBe(true);
		expect(lines.slice(3).filter((line) => /^,*$/.test(line))).toHaveLength(2);
		expect(csv).toContain('Patterson and Thompson');
		expect(csv).not.toContain('Secretname');
		const read = await scoresOfApplication(ctx, chair, { application: a, locale: 'en' });
		expect(read?.stages.map(({ stage, scores }) => [stage.id, scores.length])).toEqual([
			['first', 3],
			['final', 3],
		]);
		expect(read?.stages[0]?.scores.find(({ total }) => total === 100)).toMatchObject({
			name: 'Juror0 Secretname',
			comments: { 'to-panel': 'Fine work.' },
		});
	});

	it('costs the same number of statements for one and for many', async () => {
		const call = callOfPolicy('panel');
		const juror = jurors[1] as Actor & { kind: 'person' };
		await assignAll(call, 'first', [await apply(call)]);
		const actor = await now(juror);
		const [list, ranked] = [
			await ctx.countStatements(() => myReviews(ctx, actor)),
			await ctx.countStatements(() => board(call, 'first')),
		];
		const more = [];
		for (let i = 0; i < 8; i += 1) more.push(await apply(call));
		await assignAll(call, 'first', more);
		const later = await now(juror);
		expect(await ctx.countStatements(() => myReviews(ctx, later))).toBe(list);
		expect(await ctx.countStatements(() => board(call, 'first'))).toBe(ranked);
	});
});

describe('a score', () => {
	it('is kept while it is written, handed in whole, changed until the stage closes, and never overwritten unseen', async () => {
		const call = callOfPolicy('own');
		const application = await apply(call);
		await assignAll(call, 'first', [application]);
		expect(await score(0, application, { novelty: 3 }, { submit: false })).toBe(1);
		const actor = await now(jurors[0] as never);
		expect(await reviewPage(ctx, actor, { application })).toMatchObject({
			written: { points: { novelty: 3 } },
			drafted: true,
			own: null,
		});
		expect((await board(call, 'first')).rows.find(({ id }) => id === application)?.aggregate?.n).toBe(0);
		expect(await refusalOf(score(0, application, { novelty: 3 }))).toMatchObject({
			problems: [{ path: 'points.clarity', code: 'points-missing' }],
		});
		expect(await refusalOf(score(0, application, { novelty: 11, clarity: 6 }))).toMatchObject({
			problems: [{ path: 'points.novelty' }, { path: 'points.clarity', params: { min: 0, max: 5 } }],
		});
		expect(await refusalOf(score(0, application, { novelty: 3, clarity: 2 }, { revision: 0 }))).toMatchObject({
			code: 'score-changed',
		});
		await score(0, application, { novelty: 3, clarity: 2 });
		await score(0, application, { novelty: 4, clarity: 2 });
		const { rows } = await ctx.byHand('select points from review_score order by position desc limit 2');
		expect(rows.map(({ points }) => points.novelty)).toEqual([4, 3]);
		expect(await refusalOf(ctx.byHand('update review_score set version = 9'))).toMatchObject({
			message: expect.stringContaining('immutable'),
		});
		ctx.setNow(start);
		expect(await refusalOf(score(1, application, { novelty: 3, clarity: 2 }))).toMatchObject({
			code: 'scoring-not-open',
		});
		ctx.setNow(Date.parse('2021-10-31T00:00:00+08:00'));
		expect(await refusalOf(score(1, application, { novelty: 3, clarity: 2 }))).toMatchObject({ code: 'scoring-over' });
		ctx.setNow(afterClose);
	});

	it('goes with its person as nobody’s mark; his words go', async () => {
		const call = callOfPolicy('own');
		const application = await apply(call);
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), 'gone@panel.example', {
			verified: true,
		});
		await grantRelation(ctx, system('test'), personId, 'juror', { type: 'call', id: call }, edition);
		await assignAll(call, 'first', [application], [personId]);
		const actor = await actorFor(ctx, personId, 'session');
		await saveScore(ctx, actor, {
			application,
			entries: [
				['points.novelty', '5'],
				['points.clarity', '5'],
				['comment.to-panel', 'I know them.'],
			],
			revision: 0,
			submit: true,
		});
		const data = (await reviewPersonData.export(ctx, personId)) as { scores: { comments: object }[] };
		expect(data.scores).toMatchObject([{ points: { novelty: 5 }, comments: { 'to-panel': 'I know them.' } }]);
		await transaction(ctx, (tx) => reviewPersonData.erase(tx, personId));
		expect((await board(call, 'first')).rows.find(({ id }) => id === application)?.aggregate?.n).toBe(1);
		const { rows } = await ctx.byHand(
			`select s.comments, a.person_id from review_score s join review_assignment a on a.id = s.assignment_id where a.application_id = $1`,
			[application],
		);
		expect(rows[0]).toMatchObject({ comments: {}, person_id: expect.stringMatching(/^erased-/) });
	});
});
