import { describe, expect, it } from 'vitest';
import { historyOf } from '#core/ledger/index.ts';
import { visitor } from '#core/access/index.ts';
import { edition, notingJobs, organiser, person, refusalOf } from '#modules/calls/server/testing.ts';
import { entry, secretsTo, somebody } from '#modules/calls/server/testing-people.ts';
import { testContext } from '../../setup/context.ts';
import {
	acceptSubReview,
	askSubReviewer,
	declineSubReview,
	endSubReview,
	exportSubReviewCredits,
	fileForSubReviewer,
	invitationByLink,
	mySubReviews,
	recuse,
	recuseByChair,
	reviewJobHandlers,
	reviewPage,
	saveSubReview,
	subReviewCredits,
	subReviewPage,
	subReviewsOf,
	takeSubReview,
} from '#modules/review/server/index.ts';
import { instantsOf, makePanel, type Panel, type Person, review } from './panel.ts';

const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers }, at: instantsOf.bidding });
const chair = person('chair', { relation: 'chair', on: 'edition', id: edition });
const policy = { subReviewers: true, comments: ['to-panel'], confidence: true, scoreVisibility: 'panel' };
const whole = { 'points.novelty': '5', confidence: '3', 'comment.to-panel': 'Text of the sub' };

const partsOf = (panel: Panel) => [panel.members[0] as Person, panel.applications[0] as string] as const;
const ask = (panel: Panel, email: string, name = 'Sub Example') => {
	const [reader, application] = partsOf(panel);
	return askSubReviewer(ctx, reader, { application, name, email, locale: 'en' });
};
const secretTo = async (email: string) => (await secretsTo(ctx, email, 'review/invited')).at(-1) as string;
/** Asked and accepted. */
async function accepted(panel: Panel, email: string, mayBeNamed = true): Promise<[Person, string]> {
	await ask(panel, email);
	const sub = await somebody(ctx, email, 'Subgiven', 'Subfamily');
	const id = await acceptSubReview(ctx, sub, { secret: await secretTo(email), mayBeNamed });
	return [sub, id as string];
}
const write = (sub: Person, id: string, submit: boolean, revision = 0, entries: object = whole) =>
	saveSubReview(ctx, sub, { sub: id, entries: Object.entries(entries), revision, submit, locale: 'en' });

it('somebody writes, the reviewer checks and hands in, and the one who wrote is credited', async () => {
	const panel = await makePanel(ctx, 'whole', policy);
	const [reader, application] = partsOf(panel);
	await review(ctx, panel.members[1] as Person, application, { ...whole, 'comment.to-panel': 'Wordpeer' });
	await ask(panel, 'sub@whole.example');
	const mail = (await ctx.byHand(`select subject, text from mail where to_address = 'sub@whole.example'`)).rows[0];
	expect(mail?.text).toContain('Membergiven0');
	expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Work 0|Authorgiven|W-0/);
	const secret = await secretTo('sub@whole.example');
	const link = await invitationByLink(ctx, { secret, locale: 'en' });
	expect(link).toMatchObject({ reviewer: 'Membergiven0 Memberfamily0', name: 'Sub Example' });
	expect(JSON.stringify(link)).not.toMatch(/Work 0|Authorgiven/);
	expect(await refusalOf(acceptSubReview(ctx, visitor, { secret, mayBeNamed: true }))).toMatchObject({
		kind: 'signed-out',
	});
	const sub = await somebody(ctx, 'sub@whole.example', 'Subgiven', 'Subfamily');
	const id = (await acceptSubReview(ctx, sub, { secret, mayBeNamed: true })) as string;
	expect(await invitationByLink(ctx, { secret, locale: 'en' })).toBeUndefined();
	expect(await mySubReviews(ctx, sub)).toMatchObject([{ id, handedAt: null }]);
	// The others' reviews are not for him, whatever the panel sees.
	const page = await subReviewPage(ctx, sub, { sub: id, locale: 'en' });
	expect(JSON.stringify(page)).not.toMatch(new RegExp(`Wordpeer|Authorgiven|${application}`));
	const revision = await write(sub, id, false);
	// What is not given yet is his own.
	expect((await subReviewsOf(ctx, reader, { application, locale: 'en' }))[0]).toMatchObject({
		handedAt: null,
		text: [],
	});
	expect(await refusalOf(takeSubReview(ctx, reader, { application, sub: id }))).toMatchObject({ kind: 'not-found' });
	expect(await refusalOf(write(sub, id, true, revision, {}))).toMatchObject({
		problems: [{ path: 'points.novelty' }, { path: 'confidence' }],
	});
	await write(sub, id, true, revision);
	expect((await reviewPage(ctx, reader, { application })).own).toBeNull();
	const [row] = await subReviewsOf(ctx, reader, { application, locale: 'en' });
	expect(JSON.stringify(row?.text)).toContain('Text of the sub');
	await review(ctx, reader, application, { 'comment.to-panel': 'Mine', 'points.novelty': '9' }, false);
	await takeSubReview(ctx, reader, { application, sub: id });
	const { written } = await reviewPage(ctx, reader, { application });
	expect(written).toMatchObject({
		points: { novelty: 9 },
		confidence: 3,
		comments: { 'to-panel': 'Mine\n\nText of the sub' },
	});
	const credits = () => subReviewCredits(ctx, organiser, { desk: edition, call: 'whole', locale: 'en' });
	expect(await credits()).toEqual({ named: [], unnamed: { people: 0, reviews: 0 } });
	await review(ctx, reader, application, { ...whole, 'points.novelty': '9' });
	expect(await credits()).toEqual({
		named: [{ name: 'Subgiven Subfamily', reviews: 1 }],
		unnamed: { people: 0, reviews: 0 },
	});
	const csv = await exportSubReviewCredits(ctx, organiser, { desk: edition, call: 'whole', locale: 'en' });
	expect(csv).toContain('Subgiven Subfamily');
	expect(csv).not.toMatch(/Work 0|Membergiven/);
	expect((await subReviewPage(ctx, sub, { sub: id, locale: 'en' })).credited).toBe(true);
	expect(await refusalOf(subReviewCredits(ctx, reader, { desk: edition, call: 'whole', locale: 'en' }))).toMatchObject({
		kind: 'not-found',
	});
	const events = (await historyOf(ctx, { type: 'application', id: application })).map(({ action }) => action);
	expect(events).toEqual(expect.arrayContaining(['ask-sub-review', 'accept-sub-review', 'hand-sub-review', 'score']));
});

it('who wants no name is counted without one', async () => {
	const panel = await makePanel(ctx, 'unnamed', policy);
	const [reader, application] = partsOf(panel);
	const [sub, id] = await accepted(panel, 'quiet@unnamed.example', false);
	await write(sub, id, true);
	await review(ctx, reader, application, whole);
	const csv = await exportSubReviewCredits(ctx, organiser, { desk: edition, call: 'unnamed', locale: 'en' });
	expect(csv).not.toContain('Subgiven');
	expect(await subReviewCredits(ctx, organiser, { desk: edition, call: 'unnamed', locale: 'en' })).toEqual({
		named: [],
		unnamed: { people: 1, reviews: 1 },
	});
});

describe('who must not write it', () => {
	it('gets no mail by any address, and the reviewer can’t tell him from one who has not answered', async () => {
		const authors = [entry('Named', 'Author', 'Named@Blocked.example')];
		const panel = await makePanel(ctx, 'blocked', policy, { answers: { authors } });
		const [reader, application] = partsOf(panel);
		for (const email of ['author@blocked.example', 'NAMED@blocked.example ', 'member1@blocked.example']) {
			expect(await ask(panel, email)).toBeUndefined();
			const to = email.trim().toLowerCase();
			const sent = await ctx.byHand(`select 1 from mail where to_address = $1 and subject like '%asks you%'`, [to]);
			expect(sent.rows).toEqual([]);
			expect(await secretsTo(ctx, to, 'review/invited')).toEqual([]);
		}
		const rows = await subReviewsOf(ctx, reader, { application, locale: 'en' });
		expect(rows.map(({ state }) => state)).toEqual(['asked', 'asked', 'asked']);
		expect(JSON.stringify(rows)).not.toContain('blocked"');
		expect(await refusalOf(ask(panel, 'fourth@else.example'))).toMatchObject({ code: 'sub-reviews-waiting' });
		const blocked = (await historyOf(ctx, { type: 'application', id: application })).filter(
			({ action, data }) => action === 'ask-sub-review' && (data as { blocked?: boolean }).blocked,
		);
		expect(blocked).toHaveLength(3);
	});

	it('finds the invitation gone when he accepts by another account, and nothing once a conflict comes up', async () => {
		const panel = await makePanel(ctx, 'late', policy);
		const [, application] = partsOf(panel);
		await ask(panel, 'private@mail.example');
		const secret = await secretTo('private@mail.example');
		expect(await acceptSubReview(ctx, panel.author, { secret, mayBeNamed: true })).toBeUndefined();
		expect(await mySubReviews(ctx, panel.author)).toEqual([]);
		const [sub, id] = await accepted(panel, 'later@late.example');
		await recuseByChair(ctx, chair, { application, person: sub.personId, reason: 'family', text: '' });
		for (const work of [
			() => subReviewPage(ctx, sub, { sub: id, locale: 'en' }),
			() => write(sub, id, false),
			() => fileForSubReviewer(ctx, sub, { sub: id, file: 'x' }),
		]) {
			expect(await refusalOf(work())).toMatchObject({ kind: 'not-found' });
		}
	});

	it('is anybody else, and he himself when it was taken back, declined or the reviewer has gone', async () => {
		const panel = await makePanel(ctx, 'gone', policy);
		const [reader, application] = partsOf(panel);
		const [sub, id] = await accepted(panel, 'one@gone.example');
		const stranger = await somebody(ctx, 'stranger@gone.example');
		for (const actor of [stranger, panel.author, panel.members[1] as Person, chair]) {
			expect(await refusalOf(subReviewPage(ctx, actor, { sub: id, locale: 'en' }))).toMatchObject({
				kind: 'not-found',
			});
			expect(await refusalOf(takeSubReview(ctx, actor, { application, sub: id }))).toMatchObject({ kind: 'not-found' });
		}
		// What he writes is no way to the page of the reviewer.
		expect(await refusalOf(reviewPage(ctx, sub, { application }))).toMatchObject({ kind: 'not-found' });
		await endSubReview(ctx, reader, { application, sub: id });
		expect(await refusalOf(subReviewPage(ctx, sub, { sub: id, locale: 'en' }))).toMatchObject({ kind: 'not-found' });
		await ask(panel, 'two@gone.example');
		const declined = await secretTo('two@gone.example');
		await declineSubReview(ctx, visitor, { secret: declined });
		expect(await refusalOf(acceptSubReview(ctx, stranger, { secret: declined, mayBeNamed: true }))).toMatchObject({
			kind: 'not-found',
		});
		const [second, other] = await accepted(panel, 'three@gone.example');
		await recuse(ctx, reader, { application, reason: 'family', text: '' });
		expect(await refusalOf(subReviewPage(ctx, second, { sub: other, locale: 'en' }))).toMatchObject({
			kind: 'not-found',
		});
	});
});

it('an invitation is asked for with a name and an address, not one’s own, and only while scores are taken', async () => {
	const panel = await makePanel(ctx, 'checks', policy);
	expect(await refusalOf(ask(panel, 'nonsense', ''))).toMatchObject({
		problems: [{ path: 'sub-name' }, { path: 'sub-email', code: 'sub-email' }],
	});
	expect(await refusalOf(ask(panel, 'Member0@checks.example'))).toMatchObject({
		problems: [{ code: 'sub-review-self' }],
	});
	await ask(panel, 'once@else.example');
	expect(await refusalOf(ask(panel, 'once@else.example'))).toMatchObject({ problems: [{ code: 'sub-review-asked' }] });
	ctx.setNow(instantsOf.over);
	expect(await refusalOf(ask(panel, 'late@else.example'))).toMatchObject({ code: 'scoring-over' });
	expect(await invitationByLink(ctx, { secret: await secretTo('once@else.example'), locale: 'en' })).toBeUndefined();
});
