import { beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { newId } from '#core/ids/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { formEntries } from '../../answers.ts';
import { applicantPersonData } from '../applicant-person-data.ts';
import {
	acceptInvite,
	addressOfFile,
	applicationForAuthor,
	confirm,
	draftForWriter,
	draftsOf,
	endMember,
	inviteByLink,
	inviteMember,
	membersOf,
	myApplications,
	offerHandOver,
	peopleOfApplication,
	postMessage,
	saveDraft,
	startChange,
	startDraft,
	submit,
	withdraw,
	withdrawInvite,
} from '../index.ts';
import { notingJobs, refusalOf } from '../testing.ts';
import { formOf, handIn, makeSmallCall, secretsTo, somebody } from '../testing-people.ts';

const ctx = await testContext({ jobs: notingJobs().handlers });
const start = Date.parse('2021-10-10T09:00:00+08:00');
ctx.setNow(start);
type Somebody = Awaited<ReturnType<typeof somebody>>;
let ada: Somebody;
let ben: Somebody;
let cid: Somebody;
let call: string;
const secretIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const entries = async (answers: Parameters<typeof formEntries>[1]) => formEntries(await formOf(ctx, call), answers);
const row = async (id: string) =>
	(await ctx.byHand('select person_id, state from application where id = $1', [id])).rows[0] as Record<string, unknown>;

beforeAll(async () => {
	ada = await somebody(ctx, 'ada@members.example', 'Ada', 'Marsh');
	ben = await somebody(ctx, 'ben@members.example', 'Ben', 'Moor');
	cid = await somebody(ctx, 'cid@members.example', 'Cid', 'Stranger');
	call = await makeSmallCall(ctx, 'together');
});

describe('two people on one draft', () => {
	let draft: string;
	let link: string;

	it('the second comes by a link that works once, for whoever is signed in', async () => {
		({ draft } = await startDraft(ctx, ada, { call, locale: 'en', entries: await entries({ title: 'Ours' }) }));
		expect(await refusalOf(draftForWriter(ctx, ben, { draft }))).toMatchObject({ kind: 'not-found' });
		const strangers = inviteMember(ctx, cid, { draft, name: '', address: 'cid@members.example', locale: 'en' });
		expect(await refusalOf(strangers)).toMatchObject({ kind: 'not-found' });
		const made = await inviteMember(ctx, ada, { draft, name: 'Ben', address: 'Ben@members.example', locale: 'en' });
		link = secretIn(made.path);
		expect(await secretsTo(ctx, 'ben@members.example', 'join')).toEqual([link]);
		const page = await inviteByLink(ctx, visitor, link, 'en');
		expect(page).toMatchObject({ kind: 'member', by: 'Ada Marsh', title: 'Ours', state: 'open', signedIn: false });
		expect(await refusalOf(acceptInvite(ctx, visitor, { secret: link }))).toMatchObject({ kind: 'signed-out' });
		expect(await acceptInvite(ctx, ben, { secret: link })).toEqual({ to: 'draft', draft, call });
		// The same person again is shown the same; nobody else can use it.
		expect(await acceptInvite(ctx, ben, { secret: link })).toEqual({ to: 'draft', draft, call });
		expect(await refusalOf(acceptInvite(ctx, cid, { secret: link }))).toMatchObject({ code: 'invite-taken' });
		expect((await draftsOf(ctx, ben)).map(({ id }) => id)).toEqual([draft]);
		expect((await membersOf(ctx, { draftId: draft }, 'en')).members).toMatchObject([
			{ name: 'Ben Moor', mayWrite: true },
		]);
	});

	it('neither loses a word to the other: the second save is a conflict with both texts', async () => {
		const ofAda = await draftForWriter(ctx, ada, { draft });
		const ofBen = await draftForWriter(ctx, ben, { draft });
		const saved = await saveDraft(ctx, ada, {
			draft,
			revision: ofAda.revision,
			entries: await entries({ title: 'Ada’s title' }),
		});
		expect(saved).toMatchObject({ saved: true });
		const lost = await saveDraft(ctx, ben, {
			draft,
			revision: ofBen.revision,
			entries: await entries({ title: 'Ben’s title' }),
		});
		expect(lost).toMatchObject({ saved: false, theirs: { title: 'Ada’s title' }, yours: { title: 'Ben’s title' } });
		expect((await draftForWriter(ctx, ben, { draft })).answers.title).toBe('Ada’s title');
		// Having seen both, he may let his own win.
		const wins = await saveDraft(ctx, ben, {
			draft,
			revision: lost.revision,
			entries: await entries({ title: 'Ben’s title' }),
		});
		expect(wins).toMatchObject({ saved: true });
	});

	it('twenty saves of both at once: each is stored or told of its conflict', async () => {
		const { revision } = await draftForWriter(ctx, ada, { draft });
		const work = await Promise.all(
			Array.from({ length: 20 }, async (_, i) =>
				saveDraft(ctx, i % 2 ? ada : ben, { draft, revision, entries: await entries({ title: `Title ${i}` }) }),
			),
		);
		expect(work.filter(({ saved }) => saved)).toHaveLength(1);
		const after = await draftForWriter(ctx, ada, { draft });
		expect(after.revision).toBe(revision + 1);
		await saveDraft(ctx, ada, { draft, revision: after.revision, entries: await entries({ title: 'Ours' }) });
	});

	it('what one hands in is held by who began it; the other’s last words become a change that shows both', async () => {
		const unsaved = await entries({ title: 'Ours', abstract: 'Ben was still writing this.' });
		const { revision } = await draftForWriter(ctx, ben, { draft });
		const made = await submit(ctx, ben, { draft });
		expect(await row(made.application)).toMatchObject({ person_id: ada.personId });
		const both = await peopleOfApplication(ctx, ben, { application: made.application, locale: 'en' });
		expect(both).toMatchObject({ right: 'writer', holder: 'Ada Marsh', members: [{ name: 'Ben Moor' }] });
		// The holder's page had the old revision and more text.
		const saved = await saveDraft(ctx, ada, { draft, revision, entries: unsaved });
		expect(saved).toMatchObject({ saved: false, yours: { abstract: 'Ben was still writing this.' } });
		expect(saved.draft).not.toBe(draft);
		expect((await draftForWriter(ctx, ben, { draft: saved.draft })).applicationId).toBe(made.application);
		// The same text sent again (a double click) makes no change.
		const again = saveDraft(ctx, ada, { draft, revision, entries: await entries({ title: 'Ours' }) });
		expect(await refusalOf(again)).toMatchObject({ code: 'draft-gone' });
		const stranger = saveDraft(ctx, cid, { draft, revision, entries: unsaved });
		expect(await refusalOf(stranger)).toMatchObject({ code: 'draft-gone' });
	});
});

describe('several people on an application', () => {
	it('who writes changes it; only who holds it withdraws, invites and hands over; who has left finds nothing', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'Shared' });
		const { path } = await inviteMember(ctx, ada, { application, name: '', address: '', locale: 'zh' });
		expect(path).toMatch(/^\/zh\/me\/applications\/join\/[0-9a-z]{40}$/);
		await acceptInvite(ctx, ben, { secret: secretIn(path) });
		expect((await myApplications(ctx, ben)).applications.map(({ id }) => id)).toContain(application);
		const { draft, revision } = await startChange(ctx, ben, { application });
		await saveDraft(ctx, ben, { draft, revision, entries: await entries({ title: 'Shared, second' }) });
		expect(await submit(ctx, ben, { draft })).toMatchObject({ application, version: 2 });
		await postMessage(ctx, ben, { application, as: 'applicant', text: 'A question of both of us.' });
		for (const work of [
			() => withdraw(ctx, ben, { application }),
			() => inviteMember(ctx, ben, { application, name: '', address: '', locale: 'en' }),
			() =>
				offerHandOver(ctx, ben, {
					application,
					name: '',
					address: 'cid@members.example',
					locale: 'en',
					staysOn: false,
				}),
			() => endMember(ctx, ben, { application, person: ada.personId }),
			() => confirm(ctx, ben, { application, answer: 'confirmed' }),
		])
			expect(await refusalOf(work())).toMatchObject({ kind: 'forbidden' });
		await endMember(ctx, ada, { application, person: ben.personId });
		for (const work of [
			() => applicationForAuthor(ctx, ben, { application, locale: 'en' }),
			() => peopleOfApplication(ctx, ben, { application, locale: 'en' }),
			() => startChange(ctx, ben, { application }),
			() => postMessage(ctx, ben, { application, as: 'applicant', text: 'x' }),
			() => addressOfFile(ctx, ben, { application, file: 'x' }),
			() => endMember(ctx, ben, { application, person: ben.personId }),
		])
			expect(await refusalOf(work())).toMatchObject({ kind: 'not-found' });
		expect((await myApplications(ctx, ben)).applications.map(({ id }) => id)).not.toContain(application);
		// His link leads nowhere any more than others' do.
		expect(await refusalOf(acceptInvite(ctx, cid, { secret: secretIn(path) }))).toMatchObject({ code: 'invite-taken' });
	});

	it('an invitation can be taken back, and does not work for ever', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'Alone' });
		const first = await inviteMember(ctx, ada, {
			application,
			name: 'Cid',
			address: 'cid@members.example',
			locale: 'en',
		});
		expect(await refusalOf(withdrawInvite(ctx, cid, { invite: first.id }))).toMatchObject({ kind: 'not-found' });
		await withdrawInvite(ctx, ada, { invite: first.id });
		expect(await refusalOf(acceptInvite(ctx, cid, { secret: secretIn(first.path) }))).toMatchObject({
			code: 'invite-over',
		});
		const second = await inviteMember(ctx, ada, { application, name: '', address: '', locale: 'en' });
		ctx.setNow(start + 31 * day);
		expect(await refusalOf(acceptInvite(ctx, cid, { secret: secretIn(second.path) }))).toMatchObject({
			code: 'invite-over',
		});
		ctx.setNow(start);
	});
});

describe('handing over', () => {
	it('is offered, accepted by the link, told to both, and recorded', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'Passed on' });
		const draft = await startChange(ctx, ada, { application });
		const offer = { application, name: 'Cid', address: 'cid@members.example', locale: 'en' as const };
		const old = await offerHandOver(ctx, ada, { ...offer, staysOn: false });
		const { path } = await offerHandOver(ctx, ada, { ...offer, staysOn: true });
		// An earlier offer ends with the next one.
		expect(await refusalOf(acceptInvite(ctx, cid, { secret: secretIn(old.path) }))).toMatchObject({
			code: 'invite-over',
		});
		expect(await row(application)).toMatchObject({ person_id: ada.personId });
		await acceptInvite(ctx, cid, { secret: secretIn(path) });
		expect(await row(application)).toMatchObject({ person_id: cid.personId });
		expect((await draftForWriter(ctx, cid, { draft: draft.draft })).applicationId).toBe(application);
		expect((await peopleOfApplication(ctx, ada, { application, locale: 'en' })).right).toBe('writer');
		expect(await refusalOf(withdraw(ctx, ada, { application }))).toMatchObject({ kind: 'forbidden' });
		const told = await ctx.byHand("select to_address from mail where kind = 'handed-over' order by to_address");
		expect(told.rows.map((one) => one.to_address)).toEqual(['ada@members.example', 'cid@members.example']);
		const history = await historyOf(ctx, { type: 'application', id: application });
		expect(history.map(({ action }) => action)).toContain('hand-over');
		// The mail that offered it, and the ledger, name no address.
		expect(JSON.stringify(history)).not.toContain('@members');
		await withdraw(ctx, cid, { application });
	});

	it('without staying on there is nothing left for the one who gave it away', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'Given away' });
		const offer = { application, name: '', address: 'cid@members.example', locale: 'en' as const, staysOn: false };
		await acceptInvite(ctx, cid, { secret: secretIn((await offerHandOver(ctx, ada, offer)).path) });
		const read = applicationForAuthor(ctx, ada, { application, locale: 'en' });
		expect(await refusalOf(read)).toMatchObject({ kind: 'not-found' });
	});

	it('a call that takes one of each person takes no second by this way', async () => {
		const one = await makeSmallCall(ctx, 'only-one', { perPerson: 1 });
		await handIn(ctx, one, cid, { title: 'Cid’s own' });
		const { application } = await handIn(ctx, one, ada, { title: 'Ada’s own' });
		const second = startDraft(ctx, ada, { call: one, locale: 'en' });
		expect(await refusalOf(second)).toMatchObject({ code: 'per-person', params: { max: 1 } });
		const offer = { application, name: '', address: 'cid@members.example', locale: 'en' as const, staysOn: false };
		const { path } = await offerHandOver(ctx, ada, offer);
		expect(await refusalOf(acceptInvite(ctx, cid, { secret: secretIn(path) }))).toMatchObject({ code: 'per-person' });
		expect(await row(application)).toMatchObject({ person_id: ada.personId });
	});
});

it('who is forgotten leaves no name in invitations, and works on nothing', async () => {
	const { application } = await handIn(ctx, call, ada, { title: 'Forgetting' });
	const dan = await somebody(ctx, `dan-${newId()}@members.example`, 'Dan', 'Gone');
	const { path } = await inviteMember(ctx, ada, {
		application,
		name: 'Dan Gone',
		address: 'dan@members.example',
		locale: 'en',
	});
	await acceptInvite(ctx, dan, { secret: secretIn(path) });
	expect(JSON.stringify(await applicantPersonData.export(ctx, dan.personId))).toContain(application);
	await applicantPersonData.erase(ctx, dan.personId);
	const left = await ctx.byHand("select * from application_invite where name like '%Dan%' or address like 'dan%'");
	expect(left.rows).toEqual([]);
	const read = applicationForAuthor(ctx, dan, { application, locale: 'en' });
	expect(await refusalOf(read)).toMatchObject({ kind: 'not-found' });
});
