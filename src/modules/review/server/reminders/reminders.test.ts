import { beforeAll, describe, expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { day, runDue } from '#core/clock/index.ts';
import { newId } from '#core/ids/index.ts';
import { edition, notingJobs, person, refusalOf, secretary } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import {
	afterClose,
	apply,
	ask,
	authorTokens,
	makeAuthor,
	makePanel,
	makePerson,
	makeReview,
	type Person,
	score,
} from '../discussion/testing.ts';
import {
	assign,
	discussionJobHandlers,
	markReview,
	remindNow,
	reviewDueHandlers,
	reviewJobHandlers,
	stageProgress,
} from '../index.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers, ...discussionJobHandlers },
	at: afterClose,
});
/** The stage closes at the end of 30 October: three days before it, at nine, and one day after it. */
const before = Date.parse('2021-10-27T09:00:00+08:00');
const late = Date.parse('2021-10-31T09:00:00+08:00');
let call = '';
let panel: Person[] = [];
let chair: Person;
const applications: string[] = [];
const mails = async () =>
	(await ctx.byHand(`select * from mail where idempotency_key like 'review-reminder:%' order by to_address, queued_at`))
		.rows;
const progress = (actor = chair as Parameters<typeof stageProgress>[1]) =>
	stageProgress(ctx, actor, { desk: edition, call: 'reminded', stage: 'first', locale: 'en' });

beforeAll(async () => {
	call = await makeReview(ctx, 'reminded');
	panel = await makePanel(ctx, call, ['0', '1', '2', '3']);
	chair = await makePerson(ctx, 'chair', { relation: 'chair', on: 'edition', id: edition });
	const author = await makeAuthor(ctx);
	for (let i = 0; i < 3; i += 1) applications.push(await apply(ctx, call, author));
	await ask(ctx, call, applications, panel.slice(0, 2));
	for (const application of applications) await score(ctx, panel[0] as Person, application);
	await score(ctx, panel[1] as Person, applications[0] as string);
	await ctx.runJobs();
});

describe('reminders', () => {
	test('go by rule to whoever has something missing, list it, and go to each once', async () => {
		ctx.setNow(before - 1);
		await runDue(ctx, reviewDueHandlers);
		expect(await mails()).toEqual([]);
		ctx.setNow(before);
		await runDue(ctx, reviewDueHandlers);
		await ctx.byHand(`update due_item set done_at = null where kind = 'review-reminder' and at <= $1`, [
			new Date(before),
		]);
		await runDue(ctx, reviewDueHandlers);
		const sent = await mails();
		expect(sent.map(({ to_address: to }) => to)).toEqual(['qwkmail-1@panel.example']);
		const numbers = (await progress()).reviewers.find(({ missing }) => missing.length > 0)?.missing ?? [];
		expect(numbers).toHaveLength(2);
		for (const number of numbers) expect(sent[0].text).toContain(number);
		for (const token of [...authorTokens, 'Bone loss', 'Qwkgiven0'])
			expect(JSON.stringify(sent[0])).not.toContain(token);
	});

	test('stop when all is done: the rule after the close reminds nobody then', async () => {
		for (const application of applications.slice(1)) await score(ctx, panel[1] as Person, application);
		ctx.setNow(late);
		await runDue(ctx, reviewDueHandlers);
		expect(await mails()).toHaveLength(1);
		ctx.setNow(afterClose);
	});

	test('that were taken out of the stage since remind nobody', async () => {
		const other = await makeReview(ctx, 'unruled');
		const [member] = await makePanel(ctx, other, ['u']);
		await ask(ctx, other, [await apply(ctx, other, await makeAuthor(ctx))], [member as Person]);
		await makeReview(ctx, 'unruled', { reminders: [] });
		ctx.setNow(before);
		await runDue(ctx, reviewDueHandlers);
		expect((await mails()).filter(({ to_address: to }) => to === 'qwkmail-u@panel.example')).toEqual([]);
		ctx.setNow(afterClose);
	});

	test('go now to those who are chosen, once for each preview; nobody may send them who does not assign', async () => {
		const application = await apply(ctx, call, await makeAuthor(ctx));
		await ask(ctx, call, [application], panel.slice(0, 3));
		await score(ctx, panel[0] as Person, application);
		const people = panel.map(({ personId }) => personId);
		const input = { call, stage: 'first', people, batch: newId() };
		const had = (await mails()).length;
		expect(await remindNow(ctx, secretary, input)).toBe(2);
		expect(await remindNow(ctx, secretary, input)).toBe(0);
		expect(await mails()).toHaveLength(had + 2);
		expect(await remindNow(ctx, secretary, { ...input, people: [people[0] as string], batch: newId() })).toBe(0);
		expect(await refusalOf(remindNow(ctx, person('outsider'), input))).toMatchObject({ kind: 'not-found' });
		const ofTrack = person('track', { relation: 'reviewer', on: 'edition', id: edition });
		expect(await refusalOf(remindNow(ctx, ofTrack, input))).toMatchObject({ kind: 'forbidden' });
	});
});

describe('who is late and what is missing', () => {
	test('stand in one table each, with what was sent and would be sent', async () => {
		const seen = await progress();
		const of = (who: number) => seen.reviewers.find((one) => one.person === panel[who]?.personId);
		expect(of(0)).toMatchObject({ assigned: 4, done: 4, missing: [], lastAt: afterClose, reminded: null });
		expect(of(1)).toMatchObject({ assigned: 4, done: 3, overdueSince: null, reminded: { times: 2 } });
		expect(of(1)?.missing).toHaveLength(1);
		expect(of(2)).toMatchObject({ assigned: 1, done: 0, lastAt: null });
		expect(of(3)).toBeUndefined();
		expect(seen.applications).toMatchObject([{ wanted: 2, done: 1, unasked: 0, days: 0 }]);
		expect(seen.applications[0]?.waiting).toHaveLength(2);
		expect(seen.reminders.map(({ days, sent, would }) => [days, sent, would])).toEqual([
			[3, null, 2],
			[-1, null, 2],
		]);
		// Wanted when the reviews are shown to those who applied, on the 25th: late from then on.
		ctx.setNow(Date.parse('2021-10-26T00:00:00+08:00'));
		const then = await progress();
		expect(then.wantedAt).toBe(Date.parse('2021-10-25T00:00:00+08:00'));
		expect(then.reviewers.find((one) => one.person === panel[1]?.personId)?.overdueSince).toBe(then.wantedAt);
		expect(then.figures).toMatchObject({ late: 2 });
		expect(then.applications[0]?.days).toBe(Math.floor((Date.parse('2021-10-26T00:00:00+08:00') - afterClose) / day));
		ctx.setNow(afterClose);
	});

	test('name who stands by, who is asked like anybody else', async () => {
		await ctx.byHand(
			`insert into reviewer_role (call_id, person_id, track, role, at) values ($1, $2, '', 'emergency', now())`,
			[call, panel[3]?.personId],
		);
		const seen = await progress(secretary);
		expect(seen.emergency).toEqual([{ person: panel[3]?.personId, name: 'Qwkgiven3 Qwkfamily3', open: 0 }]);
		const [missing] = seen.applications;
		await assign(ctx, secretary, {
			call,
			stage: 'first',
			applications: [missing?.id as string],
			people: [panel[3]?.personId as string],
		});
		expect((await progress()).emergency[0]?.open).toBe(1);
	});

	test('are for those who assign or read scores: not for the panel, applicants and outsiders', async () => {
		expect(await refusalOf(progress(person('outsider')))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(progress(person('r', { relation: 'reviewer', on: 'edition', id: edition })))).toMatchObject({
			kind: 'forbidden',
		});
		// The secretary assigns, and reads no marks.
		expect((await progress(secretary)).reviewers.every(({ marks }) => marks === null)).toBe(true);
	});

	test('show how good reviews were found', async () => {
		const { rows } = await ctx.byHand(`select id from review_assignment where application_id = $1 and person_id = $2`, [
			applications[0],
			panel[0]?.personId,
		]);
		await markReview(ctx, chair, {
			as: 'chair',
			application: applications[0] as string,
			stage: 'first',
			review: String(rows[0].id),
			mark: 'thin',
			note: 'Two lines',
		});
		const marked = (await progress()).reviewers.find((one) => one.person === panel[0]?.personId);
		expect(marked?.marks).toEqual({ excellent: 0, fine: 0, thin: 1 });
	});

	test('cost the same number of statements, however many there are', async () => {
		const many = await makeReview(ctx, 'reminded-many');
		const [member] = await makePanel(ctx, many, ['many']);
		const author = await makeAuthor(ctx);
		let made = 0;
		await expectSameCost(
			ctx,
			async (length) => {
				const fresh: string[] = [];
				for (; made < Math.min(length, 20); made += 1) fresh.push(await apply(ctx, many, author));
				await assign(ctx, system('test'), {
					call: many,
					stage: 'first',
					applications: fresh,
					people: [member?.personId as string],
				});
			},
			async () =>
				(await stageProgress(ctx, chair, { desk: edition, call: 'reminded-many', stage: 'first', locale: 'en' }))
					.applications.length,
			16,
		);
	});
});
