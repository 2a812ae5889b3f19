import { describe, expect, it } from 'vitest';
import type { Actor } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { makeApplication, refusalOf } from '#modules/calls/server/testing.ts';
import { myReviews, recuse, recuseByChair, reviewPage, scoresOfApplication } from './index.ts';
import { reviewsGround } from './testing.ts';

const { start, afterClose, ctx, jurors, chair, now, ids, callOfPolicy, apply, score, board, assignAll } =
	await reviewsGround();

describe('a recusal', () => {
	it('takes the entry off the list, its score out of the aggregate, and is kept', async () => {
		const call = callOfPolicy('own');
		const application = await apply(call);
		await assignAll(call, 'first', [application]);
		await score(0, application, { novelty: 10, clarity: 5 });
		await score(1, application, { novelty: 0, clarity: 0 });
		const rawMean = async () =>
			(await board(call, 'first')).rows.find(({ id }) => id === application)?.aggregate?.rawMean;
		expect(await rawMean()).toBeCloseTo((100 + 25) / 2);
		const actor = await now(jurors[0] as never);
		expect(await refusalOf(recuse(ctx, actor, { application, reason: 'x', text: '' }))).toMatchObject({
			problems: [{ path: 'reason', code: 'choose-reason' }],
		});
		expect(await refusalOf(recuse(ctx, actor, { application, reason: 'other', text: '' }))).toMatchObject({
			problems: [{ path: 'text', code: 'say-why' }],
		});
		const { assignment } = await reviewPage(ctx, await now(actor as never), { application });
		await recuse(ctx, actor, { assignment, reason: 'co-author', text: 'We wrote a paper in 2019.' });
		expect(await rawMean()).toBeCloseTo(25);
		const tasks = (await myReviews(ctx, await now(actor as never))).flatMap((work) =>
			work.tasks.map((task) => task.assignment),
		);
		expect(tasks).not.toContain(assignment);
		expect(await refusalOf(reviewPage(ctx, await now(actor as never), { application }))).toMatchObject({
			kind: 'not-found',
		});
		expect((await assignAll(call, 'first', [application], [ids[0] as string])).left).toEqual([
			{ application, person: ids[0], why: 'recused' },
		]);
		const events = await historyOf(ctx, { type: 'application', id: application });
		expect(events.find(({ action }) => action === 'recuse')?.data).toMatchObject({
			source: 'self',
			reason: 'co-author',
		});
		expect(events.filter(({ action }) => action === 'score')).toHaveLength(2);
		// A chair says it of somebody else.
		expect(
			await refusalOf(
				recuseByChair(ctx, await now(actor as never), {
					application,
					person: ids[1] as string,
					reason: 'employer',
					text: '',
				}),
			),
		).toMatchObject({ kind: 'not-found' });
		await recuseByChair(ctx, chair, { application, person: ids[1] as string, reason: 'employer', text: '' });
		expect(await rawMean()).toBeNull();
		const read = await scoresOfApplication(ctx, chair, { application, locale: 'en' });
		expect(read?.recusals.map(({ source, reason }) => [source, reason])).toEqual([
			['self', 'co-author'],
			['chair', 'employer'],
		]);
	});
});

describe('a recusal of one’s own', () => {
	it('is not needed where somebody has a part in it: he is never asked', async () => {
		const call = callOfPolicy('own');
		const own = await (async () => {
			ctx.setNow(start);
			const { application } = await makeApplication(ctx, call, jurors[0] as Actor);
			ctx.setNow(afterClose);
			return application;
		})();
		const named = await apply(call, {
			authors: [
				{
					given: 'A',
					family: 'B',
					affiliation: 'C',
					country: '',
					email: 'Juror1@panel.example',
					orcid: '',
					presenter: true,
				},
			],
		});
		const { assigned, left } = await assignAll(call, 'first', [own, named]);
		expect(assigned).toBe(4);
		expect(left).toEqual([
			{ application: own, person: ids[0], why: 'own' },
			{ application: named, person: ids[1], why: 'own' },
		]);
	});
});
