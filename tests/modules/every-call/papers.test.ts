import { expect, test } from 'vitest';
import { refusalOf } from '../../../src/modules/calls/server/testing.ts';
import { takeIn, takeInPreview } from '../../../src/modules/calls/server/index.ts';
import {
	issueCertificates,
	publicListing,
	recordDone,
	verifyCertificate,
} from '../../../src/modules/fulfilments/server/index.ts';
import { verifyReference } from '../../../src/modules/letters/server/index.ts';
import { openSymposium } from './play.ts';

/** Abstracts, and what follows from them: manuscripts, posters, the student competition. Each from open to fulfilled. */
const { ctx, edition, play, organiser, secretary } = await openSymposium();
const abstracts = await play.call('abstracts');
const talk = await play.apply(abstracts, undefined, { format: 'talk', student: 'no' });
const poster = await play.apply(abstracts, undefined, { format: 'poster', student: 'yes' });
const refused = await play.apply(abstracts, undefined, { student: 'yes' });

test('abstracts: decided, told by a letter that anyone can verify, confirmed', async () => {
	play.turnTo('2021-10-20T10:00');
	await play.decide(organiser, talk, 'talk');
	await play.decide(organiser, poster, 'poster');
	await play.decide(organiser, refused, 'reject', { reason: 'scope' });
	const [subject] = (await play.mailsTo('applicant1@institute.example')).slice(-1);
	expect(subject).toContain(talk.number);
	const { rows } = await ctx.byHand('select reference from letter where application_id = $1', [talk.application]);
	expect(await verifyReference(ctx, rows[0]?.reference as string)).toMatchObject({ verdict: 'valid' });
	await play.confirm(talk);
	await play.confirm(poster);
});

test('manuscripts: for the accepted only, asked by their form, checked, with a place in the proceedings to come', async () => {
	play.turnTo('2021-11-02T10:00');
	const call = await play.call('manuscripts');
	const nobody = await play.person('Nobody', 'nobody@institute.example');
	expect(await refusalOf(play.apply(call, nobody))).toMatchObject({ kind: 'conflict' });
	expect(await refusalOf(play.apply(call, refused.by))).toMatchObject({ kind: 'conflict' });
	const full = await play.apply(call, talk.by, { form: 'full' });
	const extended = await play.apply(call, poster.by, { form: 'extended' });
	expect(await refusalOf(play.apply(call, talk.by))).toMatchObject({ kind: 'conflict' });
	const { rows } = await ctx.byHand('select follows_id, format from application where id = $1', [extended.application]);
	expect(rows).toEqual([{ follows_id: poster.application, format: 'extended' }]);
	// Not what the form did not ask for: the extended abstract has no full manuscript.
	const version = await ctx.byHand('select answers from application_version where application_id = $1', [
		extended.application,
	]);
	expect(Object.keys(version.rows[0]?.answers as object)).not.toContain('manuscript');

	await play.screenAll(secretary, full, 'format');
	await play.decide(organiser, full, 'complete');
	await play.decide(organiser, full, 'proceedings');
	const paper = await play.fulfilment(organiser, full, 'paper');
	expect(paper.state).toBe('open');
	expect(await refusalOf(recordDone(ctx, organiser, { fulfilment: paper.id }))).toMatchObject({ code: 'comes-later' });
});

test('posters: for those accepted as one, not for a talk; on the list once they are checked', async () => {
	const call = await play.call('posters');
	expect(await refusalOf(play.apply(call, talk.by))).toMatchObject({ kind: 'conflict' });
	const handed = await play.apply(call, poster.by);
	expect(await publicListing(ctx, { deskId: edition, call: 'posters' })).toBeUndefined();
	await play.screenAll(secretary, handed, 'check');
	await play.decide(organiser, handed, 'hung');
	const list = await publicListing(ctx, { deskId: edition, call: 'posters' });
	expect(list?.groups.flatMap(({ entries }) => entries)).toHaveLength(1);
	expect((await play.fulfilment(organiser, handed, 'slot')).state).toBe('open');
});

test('student competition: taken in from flagged abstracts, shortlisted, judged, with a certificate that can be verified', async () => {
	const call = await play.call('student-competition');
	const candidates = await takeInPreview(ctx, organiser, { call: call.id });
	expect(candidates.map(({ id }) => id)).toEqual([poster.application]);
	expect(await takeIn(ctx, organiser, { call: call.id, applications: null })).toBe(1);
	expect(await takeIn(ctx, organiser, { call: call.id, applications: null })).toBe(0);
	await ctx.runJobs();
	const { rows } = await ctx.byHand('select id from application where call_id = $1', [call.id]);
	const entry = { application: rows[0]?.id as string, number: '', by: poster.by, address: poster.address, call };
	await play.screenAll(secretary, entry, 'eligibility');
	await play.decide(organiser, entry, 'eligible');
	await play.score(organiser, entry, 'shortlist', [
		{ address: 'ann@jury.example', points: 8 },
		{ address: 'ben@jury.example', points: 6 },
	]);
	await play.decide(organiser, entry, 'shortlisted');
	await play.rankAlone(organiser, entry, 'final', ['cai@jury.example', 'dov@jury.example', 'eva@jury.example']);
	await play.decide(organiser, entry, 'prize');
	const certificate = await play.fulfilment(organiser, entry, 'certificate');
	await issueCertificates(ctx, organiser, { fulfilments: [certificate.id] });
	await ctx.runJobs();
	const issued = await play.fulfilment(organiser, entry, 'certificate');
	expect(issued).toMatchObject({ state: 'done', certificate: { state: 'issued' } });
	expect(await verifyCertificate(ctx, issued.certificate?.number ?? '')).toMatchObject({ verdict: 'valid' });
	expect((await publicListing(ctx, { deskId: edition, call: 'student-competition' }))?.groups[0]?.entries).toHaveLength(
		1,
	);
	const prize = await play.fulfilment(organiser, entry, 'benefit');
	await recordDone(ctx, secretary, { fulfilment: prize.id, note: 'Handed over at the closing.' });
});
