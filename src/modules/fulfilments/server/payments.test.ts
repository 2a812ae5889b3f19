import { describe, expect, test } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { withdraw } from '#modules/calls/server/index.ts';
import { refusalOf } from '#modules/calls/server/testing.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import {
	assignFulfilment,
	fulfilmentForDesk,
	fulfilmentList,
	fulfilmentsForApplicant,
	fulfilmentsForDesk,
	lateFulfilments,
	promiseReport,
	recordDone,
	recordPayment,
} from './index.ts';
import { makeCall } from './testing.ts';
import { prizesGround } from './testing/prizes.ts';

const { ctx, edition, organiser, secretary, chair, liaison, liaisonOfOther, other, listed, upload, decided, lineOf } =
	await prizesGround();

describe('a payment', () => {
	const good = { paid: 4500, reference: 'TRX-2021-0042', on: '2021-10-10' };

	test('is recorded by the liaison, with sum, day and reference; no account number is kept', async () => {
		const { author, application } = await decided('first');
		const fulfilment = await lineOf(application, 'payment');
		const problemsOf = async (change: object) =>
			(
				(await refusalOf(recordPayment(ctx, liaison, { fulfilment, ...good, ...change }))) as {
					problems: { path: string; code: string }[];
				}
			).problems.map(({ path, code }) => `${path} ${code}`);
		expect(await problemsOf({ paid: 5001 })).toEqual(['paid more-than-granted']);
		expect(await problemsOf({ paid: 0.5, on: '2021-02-31' })).toEqual(['paid not-an-amount', 'on not-a-day']);
		expect(await problemsOf({ on: '2021-10-11', reference: '' })).toEqual([
			'reference reference-needed',
			'on in-the-future',
		]);
		expect(await problemsOf({ reference: 'to DE89 3704 0044 0532 0130 00' })).toEqual(['reference bank-number']);
		expect(await problemsOf({ note: 'card 4111 1111 1111 1111' })).toEqual(['note bank-number']);
		await recordPayment(ctx, liaison, { fulfilment, ...good, file: await upload('bank') });
		expect(await fulfilmentForDesk(ctx, liaison, fulfilment)).toMatchObject({
			line: { state: 'done', amount: 5000, paid: 4500, currency: 'CNY', reference: 'TRX-2021-0042' },
			paidOn: '2021-10-10',
			may: { pay: true, record: false },
		});
		expect(await refusalOf(recordPayment(ctx, liaison, { fulfilment, ...good }))).toMatchObject({
			code: 'done-already',
		});
		const own = await fulfilmentsForApplicant(ctx, author, application);
		expect(own.find(({ kind }) => kind === 'payment')).toMatchObject({ paid: 4500, reference: 'TRX-2021-0042' });
		await withdraw(ctx, author, { application });
		await ctx.runJobs();
		expect((await fulfilmentForDesk(ctx, organiser, fulfilment)).line).toMatchObject({
			state: 'done',
			lapsed: true,
			paid: 4500,
		});
	});

	test('is nobody else’s, and the liaison sees payments and nothing else', async () => {
		const { author, application } = await decided('first');
		const fulfilment = await lineOf(application, 'payment');
		for (const [actor, kind] of [
			[visitor, 'signed-out'],
			[other, 'not-found'],
			[author, 'not-found'],
			[liaisonOfOther, 'not-found'],
			[chair, 'forbidden'],
		] as const) {
			expect(await refusalOf(recordPayment(ctx, actor, { fulfilment, ...good }))).toMatchObject({ kind });
		}
		const certificate = await lineOf(application, 'certificate');
		expect(await refusalOf(fulfilmentForDesk(ctx, liaison, certificate))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(recordPayment(ctx, liaison, { fulfilment: certificate, ...good }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(recordDone(ctx, liaison, { fulfilment, note: 'x' }))).toMatchObject({ kind: 'forbidden' });
		expect(await fulfilmentsForDesk(ctx, liaison, application)).toBeNull();
		const seen = await fulfilmentList(ctx, liaison, { calls: listed, filters: {} });
		expect(new Set(seen.lines.map(({ kind }) => kind))).toEqual(new Set(['payment']));
		expect(JSON.stringify(seen)).not.toContain('secret 9999');
		expect((await fulfilmentList(ctx, liaisonOfOther, { calls: listed, filters: {} })).lines).toEqual([]);
		for (const actor of [other, author]) {
			expect(await refusalOf(fulfilmentList(ctx, actor, { calls: listed, filters: {} }))).toMatchObject({
				kind: 'not-found',
			});
			expect(await refusalOf(promiseReport(ctx, actor, { calls: listed }))).toMatchObject({ kind: 'not-found' });
			expect(await refusalOf(fulfilmentForDesk(ctx, actor, fulfilment))).toMatchObject({ kind: 'not-found' });
		}
		expect(await refusalOf(fulfilmentsForApplicant(ctx, other, application))).toMatchObject({ kind: 'not-found' });
	});

	test('is summed for its call', async () => {
		const own = await makeCall(ctx, edition, { slug: 'grants', numberPrefix: 'G' });
		const first = await decided('first', true, own);
		await decided('first', true, own);
		await recordPayment(ctx, secretary, { fulfilment: await lineOf(first.application, 'payment'), ...good });
		const calls = [{ id: own, editionId: edition, organisationId: 'organisation1', title: {}, slug: 'grants' }];
		expect((await fulfilmentList(ctx, liaison, { calls, filters: {} })).envelope).toEqual([
			{ call: own, currency: 'CNY', granted: 10_000, paid: 4500, open: 1 },
		]);
	});
});

describe('the list of the desk', () => {
	test('is cut by state, kind, owner and call; the late ones are named', async () => {
		const own = await makeCall(ctx, edition, { slug: 'cut', numberPrefix: 'C' });
		const calls = [{ id: own, editionId: edition, organisationId: 'organisation1', title: {}, slug: 'cut' }];
		const { application } = await decided('partner', true, own);
		const benefit = await lineOf(application, 'benefit');
		await assignFulfilment(ctx, secretary, { fulfilment: benefit, owner: chair.personId, due: '2021-10-09' });
		const list = (filters: object) => fulfilmentList(ctx, organiser, { calls, filters });
		expect((await list({})).counts).toEqual({ open: 4, overdue: 1, done: 2, cancelled: 0 });
		expect((await list({ tab: 'overdue' })).lines).toMatchObject([
			{ id: benefit, overdue: true, owner: { id: chair.personId } },
		]);
		expect(await lateFulfilments(ctx, organiser, calls)).toBe(1);
		expect([await lateFulfilments(ctx, liaison, calls), await lateFulfilments(ctx, other, calls)]).toEqual([0, 0]);
		expect((await list({ owner: chair.personId })).total).toBe(1);
		expect((await list({ owner: 'nobody', kind: 'stand' })).total).toBe(1);
		expect((await list({ call: 'no-such-call' })).total).toBe(0);
		expect(
			await refusalOf(assignFulfilment(ctx, secretary, { fulfilment: benefit, owner: other.personId, due: '' })),
		).toMatchObject({
			problems: [{ path: 'owner', code: 'not-of-the-desk' }],
		});
		expect(
			await refusalOf(assignFulfilment(ctx, secretary, { fulfilment: benefit, owner: null, due: '10 Oct' })),
		).toMatchObject({
			problems: [{ path: 'due', code: 'not-a-day' }],
		});
		expect(await refusalOf(assignFulfilment(ctx, chair, { fulfilment: benefit, owner: null, due: '' }))).toMatchObject({
			kind: 'forbidden',
		});
	});

	test('costs the same whatever its length', async () => {
		const own = await makeCall(ctx, edition, { slug: 'many', numberPrefix: 'M' });
		const calls = [{ id: own, editionId: edition, organisationId: 'organisation1', title: {}, slug: 'many' }];
		const { application } = await decided('first', true, own);
		await expectSameCost(
			ctx,
			async (length) => {
				await ctx.byHand(
					`insert into fulfilment (id, application_id, call_id, desk_id, rule, kind, label, state, determination_id, began_at)
					select 'many' || n, application_id, call_id, desk_id, 'rule' || n, 'benefit', label, 'open', determination_id, began_at
					from fulfilment, generate_series(1, $2) n where application_id = $1 and kind = 'payment'
					on conflict do nothing`,
					[application, length],
				);
			},
			async () => (await fulfilmentList(ctx, organiser, { calls, filters: {} })).lines.length,
		);
	});
});
