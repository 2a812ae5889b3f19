import { expect, test } from 'vitest';
import {
	acceptInvite,
	answerAppeal,
	inviteToApply,
	makeAppeal,
	withdraw,
} from '../../../src/modules/calls/server/index.ts';
import { refusalOf } from '../../../src/modules/calls/server/testing.ts';
import {
	approvePlacement,
	issueCertificates,
	placementsNow,
	publicListing,
	recordDone,
	recordPayment,
	verifyCertificate,
} from '../../../src/modules/fulfilments/server/index.ts';
import { openSymposium } from './play.ts';

/** Support, media, sponsors, exhibitors, reviewers, volunteers, star enterprises: each from open to fulfilled. */
const { ctx, edition, play, organiser, secretary } = await openSymposium();
const pdf = { digest: '', bytes: 0, mediaType: 'application/pdf', name: 'agreement.pdf' };

test('student support: points partly computed, a sum granted and paid', async () => {
	const call = await play.call('student-support');
	const handed = await play.apply(call, undefined, { band: 'half', 'first-time': 'yes' });
	expect(await refusalOf(play.apply(call, handed.by))).toMatchObject({ kind: 'conflict' });
	play.turnTo('2021-11-01T10:00');
	await play.score(organiser, handed, 'grid', [
		{ address: 'fay@grants.example', points: 5 },
		{ address: 'gil@grants.example', points: 7 },
	]);
	await play.decide(organiser, handed, 'to-decide');
	expect(await refusalOf(play.decide(organiser, handed, 'granted'))).toMatchObject({ kind: 'invalid' });
	await play.decide(organiser, handed, 'granted', { amount: 800 });
	await play.confirm(handed);
	const payment = await play.fulfilment(organiser, handed, 'payment');
	expect(payment).toMatchObject({ state: 'open', amount: 800, currency: 'CNY' });
	const liaison = await play.person('Liaison', 'liaison@desk.example', {
		name: 'liaison',
		type: 'edition',
		id: edition,
	});
	play.turnTo('2021-11-26T10:00');
	await recordPayment(ctx, liaison, { fulfilment: payment.id, paid: 800, reference: 'TRF 2021-117', on: '2021-11-25' });
	expect(await play.fulfilment(organiser, handed, 'payment')).toMatchObject({
		state: 'done',
		reference: 'TRF 2021-117',
	});
});

test('media: an outlet invites its staff, its focal point confirms; a look-alike outlet inherits nothing; one appeal', async () => {
	play.turnTo('2021-10-12T10:00');
	const outlets = await play.call('media-outlets');
	const outlet = await play.apply(outlets, undefined, { name: 'Lakeside Daily' });
	await play.decide(organiser, outlet, 'registered');
	const call = await play.call('media');
	const staff = await play.person('Reporter', 'reporter@lakeside.example');
	const invited = await inviteToApply(ctx, outlet.by, {
		call: call.id,
		application: outlet.application,
		name: 'Sam Reporter',
		address: 'reporter@lakeside.example',
		locale: 'en',
	});
	await acceptInvite(ctx, staff, { secret: invited.path.split('/').at(-1) as string });
	const reporter = await play.apply(call, staff, {}, outlet.application);
	const { rows } = await ctx.byHand('select follows_id from application where id = $1', [reporter.application]);
	expect(rows).toEqual([{ follows_id: outlet.application }]);
	const alike = await play.apply(call, undefined, { outlet: 'Lakeside Daily' });
	const freelance = await play.apply(call, undefined, { works: 'freelance' });
	expect((await ctx.byHand('select follows_id from application where id = $1', [alike.application])).rows).toEqual([
		{ follows_id: null },
	]);

	await play.screenAll(secretary, reporter, 'complete');
	const missing = { problems: [{ code: 'attestations-missing' }] };
	expect(await refusalOf(play.decide(organiser, reporter, 'complete'))).toMatchObject(missing);
	await play.attest(outlet.address);
	await play.decide(organiser, reporter, 'complete');
	await play.decide(organiser, reporter, 'accredited');
	const badge = await play.fulfilment(organiser, reporter, 'badge');
	expect(await refusalOf(recordDone(ctx, organiser, { fulfilment: badge.id }))).toMatchObject({ code: 'comes-later' });

	await play.screenAll(secretary, alike, 'complete');
	expect(await refusalOf(play.decide(organiser, alike, 'complete'))).toMatchObject(missing);
	await play.screenAll(secretary, freelance, 'complete');
	await play.decide(organiser, freelance, 'complete');
	await play.decide(organiser, freelance, 'refused', { reason: 'no-assignment' });
	await makeAppeal(ctx, freelance.by, { application: freelance.application, text: 'Here is my assignment.' });
	expect(
		await refusalOf(makeAppeal(ctx, freelance.by, { application: freelance.application, text: 'Again.' })),
	).toMatchObject({
		code: 'appealed-already',
	});
	await answerAppeal(ctx, organiser, {
		application: freelance.application,
		verdict: 'upheld',
		answer: 'We have seen it.',
	});
});

test('sponsorship: looked at, agreed, its logo on the site between two dates, its promises kept', async () => {
	const handed = await play.apply(await play.call('sponsorship'));
	await play.screenAll(secretary, handed, 'fit');
	await play.decide(organiser, handed, 'fits');
	await play.decide(organiser, handed, 'agreed');
	expect(await play.fulfilments(organiser, handed, 'placement')).toEqual([]);
	await play.confirm(handed);
	const logo = await play.fulfilment(organiser, handed, 'placement');
	await approvePlacement(ctx, organiser, {
		fulfilment: logo.id,
		name: { en: 'Sample Optics', zh: '样例光学' },
		from: '2021-10-20',
		until: '2021-11-30',
	});
	const shown = async () => (await placementsNow(ctx, edition)).placements.map(({ name }) => name.en);
	expect(await shown()).toEqual([]);
	play.turnTo('2021-10-20T00:00');
	expect(await shown()).toEqual(['Sample Optics']);
	play.turnTo('2021-11-30T23:59');
	expect(await shown()).toEqual(['Sample Optics']);
	play.turnTo('2021-12-01T00:00');
	expect(await shown()).toEqual([]);
	const promises = await play.fulfilments(organiser, handed, 'benefit');
	expect(promises).toHaveLength(2);
	for (const { id } of promises) {
		expect(await refusalOf(recordDone(ctx, secretary, { fulfilment: id }))).toMatchObject({ kind: 'invalid' });
		await recordDone(ctx, secretary, { fulfilment: id, note: 'Seen by the secretary.' });
	}
	const agreement = await play.fulfilment(organiser, handed, 'document');
	expect(await refusalOf(recordDone(ctx, secretary, { fulfilment: agreement.id, note: 'signed' }))).toMatchObject({
		kind: 'invalid',
	});
	const stored = await ctx.files.put(Buffer.from('%PDF-1.4 agreement'));
	await recordDone(ctx, secretary, { fulfilment: agreement.id, file: { ...pdf, ...stored } });
});

test('exhibitors: profile and products on the list once admitted and confirmed; the stand is to come', async () => {
	play.turnTo('2021-10-12T10:00');
	const handed = await play.apply(await play.call('exhibitors'));
	await play.decide(organiser, handed, 'admitted');
	expect(await publicListing(ctx, { deskId: edition, call: 'exhibitors' })).toBeUndefined();
	await play.confirm(handed);
	const list = await publicListing(ctx, { deskId: edition, call: 'exhibitors' });
	expect(JSON.stringify(list)).toContain('Product of it');
	expect(JSON.stringify(list)).not.toContain('institute.example"');
	expect((await play.fulfilment(organiser, handed, 'stand')).state).toBe('open');
});

test('reviewers wanted: whoever is invited and confirms becomes one, and ceases when he withdraws', async () => {
	const handed = await play.apply(await play.call('reviewers'));
	await play.decide(organiser, handed, 'invited');
	await play.confirm(handed);
	expect((await play.fulfilment(organiser, handed, 'relation')).state).toBe('done');
	const { relations } = await play.again(handed.by.personId);
	expect(relations.map(({ relation }) => relation)).toContain('reviewer');
	await withdraw(ctx, await play.again(handed.by.personId), { application: handed.application });
	await ctx.runJobs();
	expect((await play.again(handed.by.personId)).relations).toEqual([]);
});

test('volunteers: a minor needs the guardian; the badge is to come', async () => {
	const call = await play.call('volunteers');
	const minor = await play.apply(call, undefined, { age: 'under-18', 'guardian.0.email': 'guardian@home.example' });
	expect(await refusalOf(play.decide(organiser, minor, 'taken'))).toMatchObject({
		problems: [{ code: 'attestations-missing' }],
	});
	await play.attest('guardian@home.example');
	await play.decide(organiser, minor, 'taken');
	const { relations } = await play.again(minor.by.personId);
	expect(relations.map(({ relation }) => relation)).toContain('volunteer');
	expect((await play.fulfilment(organiser, minor, 'badge')).state).toBe('open');
});

test('star enterprises: another owner, rounds, two stages, a page of the selected; the edition’s desk sees nothing', async () => {
	play.turnTo('2021-11-22T10:00');
	const organisation = (await ctx.byHand(`select id from organisation where slug = 'ipa-space'`)).rows[0]?.id as string;
	const id = await play.standing('star-enterprises', organisation);
	const call = await play.call('star-enterprises', id);
	const owner = await play.person('Owner', 'owner@stars.example', { name: 'organiser', type: 'call', id });
	const handed = await play.apply(call, undefined, { kind: 'enterprise' });
	expect((await ctx.byHand('select cohort from application where id = $1', [handed.application])).rows).toEqual([
		{ cohort: 'r2022' },
	]);
	expect(await refusalOf(play.decide(secretary, handed, 'eligible'))).toMatchObject({ kind: 'not-found' });
	await play.screenAll(owner, handed, 'eligibility');
	await play.decide(owner, handed, 'eligible');
	await play.score(owner, handed, 'written', [
		{ address: 'hal@stars.example', points: 9 },
		{ address: 'ida@stars.example', points: 8 },
	]);
	await play.decide(owner, handed, 'to-the-jury');
	await play.score(owner, handed, 'jury', [
		{ address: 'jon@stars.example', points: 9 },
		{ address: 'kay@stars.example', points: 8 },
		{ address: 'lea@stars.example', points: 7 },
	]);
	await play.decide(owner, handed, 'star-enterprise');
	const certificate = await play.fulfilment(owner, handed, 'certificate');
	await issueCertificates(ctx, owner, { fulfilments: [certificate.id] });
	await ctx.runJobs();
	const { certificate: issued } = await play.fulfilment(owner, handed, 'certificate');
	expect(await verifyCertificate(ctx, issued?.number ?? '')).toMatchObject({ verdict: 'valid' });
	const list = await publicListing(ctx, { deskId: id, call: 'star-enterprises' });
	expect(list?.groups[0]?.label.en).toBe('star enterprise');
	expect(list?.jury).toHaveLength(3);
});
