import { beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { pdf } from '#core/pictures/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import { formEntries } from '../../answers.ts';
import {
	acceptInvite,
	addressOfFile,
	answerAttestation,
	applicationForAuthor,
	attachFile,
	attestationsMissing,
	confirm,
	decide,
	inviteToApply,
	peopleOfApplication,
	saveDraft,
	startDraft,
	submit,
	takeIn,
	takeInPreview,
	withdraw,
} from '../index.ts';
import { jobHandlers } from '../jobs.ts';
import { organiser, refusalOf, secretary } from '../testing.ts';
import { entry, formOf, handIn, makeSmallCall, secretsTo, somebody, tell } from '../testing-people.ts';

const ctx = await testContext({ jobs: jobHandlers });
ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
const both = (en: string) => ({ en, zh: `${en}（中文）` });
type Somebody = Awaited<ReturnType<typeof somebody>>;
let ada: Somebody;
let ben: Somebody;
const secretIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const rowsOf = async (call: string) =>
	(
		await ctx.byHand('select id, title, person_id, follows_id from application where call_id = $1 order by number', [
			call,
		])
	).rows;

beforeAll(async () => {
	ada = await somebody(ctx, 'ada@follows.example', 'Ada', 'Marsh');
	ben = await somebody(ctx, 'ben@follows.example', 'Ben', 'Moor');
});

describe('a call for those whom an earlier one accepted', () => {
	let abstracts: string;
	let papers: string;
	const file = async (name: string) => {
		const stored = await ctx.files.put(new TextEncoder().encode(`%PDF-1.4 ${name}`));
		return { ...stored, name, mediaType: 'application/pdf' };
	};

	beforeAll(async () => {
		const supporting = {
			id: 'figures',
			kind: 'file' as const,
			label: both('Figures'),
			types: ['application/pdf'],
			maxBytes: 1_000_000,
		};
		abstracts = await makeSmallCall(ctx, 'abstracts', {
			fields: [supporting, { id: 'prize', kind: 'yes-no', label: both('Prize') }],
		});
		papers = await makeSmallCall(ctx, 'papers', {
			fields: [
				{ ...supporting, id: 'drawings' },
				{ id: 'pages', kind: 'short-text', label: both('Pages'), required: true },
			],
			follows: { call: 'abstracts', by: 'apply', carries: [{ from: 'figures', to: 'drawings' }] },
		});
	});

	it('is closed to everybody else', async () => {
		await handIn(ctx, abstracts, ben, { title: 'Refused' }).then(({ application }) => tell(ctx, application, 'no'));
		expect(await refusalOf(startDraft(ctx, ben, { call: papers, locale: 'en' }))).toMatchObject({
			code: 'follows-none',
		});
		// Whoever wrote before signing in is told when he hands it in; what he wrote stays.
		const { draft, token } = await startDraft(ctx, visitor, {
			call: papers,
			locale: 'en',
			entries: formEntries(await formOf(ctx, papers), { title: 'Sneaked in', pages: '4' }),
		});
		expect(await refusalOf(submit(ctx, ben, { draft, token }))).toMatchObject({ code: 'follows-none' });
		expect(await rowsOf(papers)).toEqual([]);
	});

	it('begins with what comes along, once for each earlier application', async () => {
		const { draft } = await startDraft(ctx, ada, {
			call: abstracts,
			locale: 'en',
			entries: formEntries(await formOf(ctx, abstracts), { title: 'Bones', abstract: 'Of bones.', prize: true }),
		});
		await attachFile(ctx, ada, { draft, field: 'figures', file: await file('bones.pdf') });
		const first = await submit(ctx, ada, { draft });
		expect(await refusalOf(startDraft(ctx, ada, { call: papers, locale: 'en' }))).toMatchObject({
			code: 'follows-none',
		});
		await tell(ctx, first.application);
		const offer = (await peopleOfApplication(ctx, ada, { application: first.application, locale: 'en' })).offers;
		expect(offer).toMatchObject([{ slug: 'papers', kind: 'apply', application: null, draft: null, open: true }]);

		const begun = await startDraft(ctx, ada, { call: papers, locale: 'en', follows: first.application });
		expect(begun.followsId).toBe(first.application);
		expect(begun.answers).toMatchObject({ title: 'Bones', abstract: 'Of bones.', drawings: { name: 'bones.pdf' } });
		expect(begun.answers).not.toHaveProperty('prize');
		// Begun again is the same.
		expect((await startDraft(ctx, ada, { call: papers, locale: 'en', follows: first.application })).draft).toBe(
			begun.draft,
		);
		const stolen = startDraft(ctx, ben, { call: papers, locale: 'en', follows: first.application });
		expect(await refusalOf(stolen)).toMatchObject({ code: 'follows-none' });

		const form = await formOf(ctx, papers);

		await saveDraft(ctx, ada, {
			draft: begun.draft,
			revision: 1,
			entries: formEntries(form, { ...begun.answers, pages: '6' }),
		});
		const made = await submit(ctx, ada, { draft: begun.draft });
		expect(await rowsOf(papers)).toMatchObject([{ follows_id: first.application, person_id: ada.personId }]);
		// The file is one of its own: who may open the one may not therefore open the other.
		const own = (await ctx.byHand('select id from application_file where application_id = $1', [made.application]))
			.rows[0];
		const earlier = (await ctx.byHand('select id from application_file where application_id = $1', [first.application]))
			.rows[0];
		expect(own?.id).not.toBe(earlier?.id);
		expect(await addressOfFile(ctx, ada, { application: made.application, file: String(own?.id) })).toMatch(/\w/);
		const crossed = addressOfFile(ctx, ada, { application: made.application, file: String(earlier?.id) });
		expect(await refusalOf(crossed)).toMatchObject({ kind: 'not-found' });
		const second = startDraft(ctx, ada, { call: papers, locale: 'en', follows: first.application });
		expect(await refusalOf(second)).toMatchObject({ code: 'follows-taken' });
		expect(
			(await peopleOfApplication(ctx, ada, { application: first.application, locale: 'en' })).offers,
		).toMatchObject([{ application: { id: made.application } }]);
	});

	it('two who press at once hand in one', async () => {
		const { application } = await handIn(ctx, abstracts, ada, { title: 'Twice' });
		await tell(ctx, application);
		const form = await formOf(ctx, papers);
		const entries = formEntries(form, { title: 'Twice', pages: '4' });
		const drafts = await Promise.all([1, 2].map(() => startDraft(ctx, ada, { call: papers, locale: 'en', entries })));
		const work = await Promise.allSettled(drafts.map(({ draft }) => submit(ctx, ada, { draft })));
		expect(work.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect((await rowsOf(papers)).filter((row) => row.follows_id === application)).toHaveLength(1);
	});

	it('what was withdrawn or declined opens nothing', async () => {
		const { application } = await handIn(ctx, abstracts, ben, { title: 'Taken back' });
		await tell(ctx, application);
		await withdraw(ctx, ben, { application });
		expect(await refusalOf(startDraft(ctx, ben, { call: papers, locale: 'en' }))).toMatchObject({
			code: 'follows-none',
		});
	});
});

describe('a call into which the desk takes applications', () => {
	let source: string;
	let prize: string;

	beforeAll(async () => {
		source = await makeSmallCall(ctx, 'source', {
			fields: [{ id: 'student', kind: 'yes-no', role: 'student', label: both('Student') }],
		});
		prize = await makeSmallCall(ctx, 'prize', {
			fields: [{ id: 'proof', kind: 'short-text', label: both('Proof of status'), required: true }],
			follows: { call: 'source', by: 'take-in', when: { field: 'student', is: ['yes'] } },
		});
	});

	it('shows whom it would take, takes them once, and tells them what is missing', async () => {
		const flagged = await handIn(ctx, source, ada, { title: 'By a student', student: true });
		const plain = await handIn(ctx, source, ben, { title: 'By a professor', student: false });
		const undecided = await handIn(ctx, source, ben, { title: 'Not told yet', student: true });
		await tell(ctx, flagged.application);
		await tell(ctx, plain.application);
		expect(await takeInPreview(ctx, secretary, { call: prize })).toMatchObject([
			{ id: flagged.application, taken: null, missing: ['Proof of status'] },
		]);
		expect(await rowsOf(prize)).toEqual([]);
		for (const one of [plain, undecided]) {
			const wrong = takeIn(ctx, secretary, { call: prize, applications: [one.application] });
			expect(await refusalOf(wrong)).toMatchObject({ code: 'take-in-changed' });
		}
		expect(await refusalOf(takeIn(ctx, ada, { call: prize, applications: null }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(takeInPreview(ctx, secretary, { call: source }))).toMatchObject({ kind: 'not-found' });
		const both = await Promise.all([1, 2].map(() => takeIn(ctx, secretary, { call: prize, applications: null })));
		expect(both.sort()).toEqual([0, 1]);
		expect(await takeIn(ctx, secretary, { call: prize, applications: [flagged.application] })).toBe(0);
		const [made, ...more] = await rowsOf(prize);
		expect(more).toEqual([]);
		expect(made).toMatchObject({ title: 'By a student', person_id: ada.personId, follows_id: flagged.application });
		expect(await applicationForAuthor(ctx, ada, { application: String(made?.id), locale: 'en' })).toMatchObject({
			state: 'submitted',
			may: { change: true },
		});
		const mail = await ctx.byHand("select to_address, text from mail where kind = 'taken-in'");
		expect(mail.rows).toMatchObject([{ to_address: 'ada@follows.example' }]);
		expect(mail.rows[0]?.text).toContain('Proof of status');
		expect(mail.rows[0]?.text).not.toContain('By a professor');
	});

	it('costs the same number of statements for 1 and for 50', async () => {
		let have = 1;
		const grow = async (length: number) => {
			for (; have < length; have += 1) {
				const { application } = await handIn(ctx, source, ada, { title: `More ${have}`, student: true });
				await tell(ctx, application);
			}
		};
		await expectSameCost(ctx, grow, async () => (await takeInPreview(ctx, secretary, { call: prize })).length, 4);
	});
});

describe('an outlet and its staff', () => {
	let outlets: string;
	let staff: string;
	let focal: Somebody;
	let outlet: string;

	beforeAll(async () => {
		outlets = await makeSmallCall(ctx, 'media-outlets');
		staff = await makeSmallCall(ctx, 'media-staff', {
			fields: [{ id: 'outlet', kind: 'short-text', label: both('Outlet') }],
			follows: { call: 'media-outlets', by: 'invite', optional: true },
			attestations: [
				{
					id: 'focal-point',
					label: both('Confirmed by the outlet'),
					request: both('Do you send this person?'),
					from: '@follows',
					needed: 1,
				},
			],
		});
		focal = await somebody(ctx, 'desk@morning-star.example', 'Fay', 'Focal');
		outlet = (await handIn(ctx, outlets, focal, { title: 'The Morning Star' })).application;
	});

	it('an outlet that was not accepted invites nobody', async () => {
		const input = {
			call: staff,
			application: outlet,
			name: 'Rae',
			address: 'rae@follows.example',
			locale: 'en' as const,
		};
		expect(await refusalOf(inviteToApply(ctx, focal, input))).toMatchObject({ code: 'invites-not-now' });
		await tell(ctx, outlet);
		const stranger = inviteToApply(ctx, ben, input);
		expect(await refusalOf(stranger)).toMatchObject({ kind: 'not-found' });
	});

	it('staff come by its invitation and are accepted when its focal point has confirmed', async () => {
		const rae = await somebody(ctx, 'rae@follows.example', 'Rae', 'Porter');
		const { path } = await inviteToApply(ctx, focal, {
			call: staff,
			application: outlet,
			name: 'Rae',
			address: 'rae@follows.example',
			locale: 'en',
		});
		expect(await acceptInvite(ctx, rae, { secret: secretIn(path) })).toEqual({ to: 'call', call: staff });
		const made = await handIn(ctx, staff, rae, {
			title: 'Rae Porter',
			outlet: 'Morning Star',
			authors: [entry('Rae', 'Porter', 'rae@follows.example')],
		});
		await ctx.runJobs();
		expect((await rowsOf(staff))[0]).toMatchObject({ follows_id: outlet });
		const accept = () => decide(ctx, organiser, { application: made.application, outcome: 'yes' });
		expect(await refusalOf(accept())).toMatchObject({ problems: [{ code: 'attestations-missing' }] });
		// Not the reporter himself, by the link of somebody else: he has none.
		expect(await secretsTo(ctx, 'rae@follows.example')).toEqual([]);
		const [link] = await secretsTo(ctx, 'desk@morning-star.example');
		await answerAttestation(ctx, focal, { secret: link as string, give: true, entries: [] });
		expect(await accept()).toBeTruthy();
		// Of an outlet each applies once.
		expect(await refusalOf(startDraft(ctx, rae, { call: staff, locale: 'en', follows: outlet }))).toMatchObject({
			code: 'follows-taken',
		});
	});

	it('a typed look-alike does not inherit it', async () => {
		const eve = await somebody(ctx, 'eve@follows.example', 'Eve', 'Faker');
		const forged = startDraft(ctx, eve, { call: staff, locale: 'en', follows: outlet });
		expect(await refusalOf(forged)).toMatchObject({ kind: 'conflict' });
		const made = await handIn(ctx, staff, eve, { title: 'Eve Faker', outlet: 'The Morning Star' });
		await ctx.runJobs();
		expect((await rowsOf(staff)).at(-1)).toMatchObject({ follows_id: null });
		expect(await secretsTo(ctx, 'desk@morning-star.example')).toHaveLength(1);
		expect(await attestationsMissing(ctx, [made.application])).toEqual(new Map([[made.application, 1]]));
		const accept = decide(ctx, organiser, { application: made.application, outcome: 'yes' });
		expect(await refusalOf(accept)).toMatchObject({ problems: [{ code: 'attestations-missing' }] });
	});

	it('where only who was invited may apply, the desk invites too', async () => {
		const closed = await makeSmallCall(ctx, 'by-invitation', { invited: true });
		expect(await refusalOf(startDraft(ctx, ben, { call: closed, locale: 'en' }))).toMatchObject({
			code: 'call-invited',
		});
		const input = { call: closed, name: 'Ben', address: 'ben@follows.example', locale: 'en' as const };
		expect(await refusalOf(inviteToApply(ctx, ada, input))).toMatchObject({ kind: 'not-found' });
		const { path } = await inviteToApply(ctx, secretary, input);
		await acceptInvite(ctx, ben, { secret: secretIn(path) });
		expect(await handIn(ctx, closed, ben, { title: 'Invited' })).toMatchObject({ version: 1 });
		expect(await refusalOf(startDraft(ctx, ada, { call: closed, locale: 'en' }))).toMatchObject({
			code: 'call-invited',
		});
	});

	it('an outlet that gives its place back sends nobody any more', async () => {
		const kim = await somebody(ctx, 'kim@follows.example', 'Kim', 'Late');
		const { path } = await inviteToApply(ctx, focal, {
			call: staff,
			application: outlet,
			name: '',
			address: 'kim@follows.example',
			locale: 'en',
		});
		await acceptInvite(ctx, kim, { secret: secretIn(path) });
		await withdraw(ctx, focal, { application: outlet });
		const made = await handIn(ctx, staff, kim, { title: 'Kim Late' });
		expect((await ctx.byHand('select follows_id from application where id = $1', [made.application])).rows).toEqual([
			{ follows_id: null },
		]);
		expect(await refusalOf(confirm(ctx, kim, { application: made.application, answer: 'confirmed' }))).toMatchObject({
			kind: 'conflict',
		});
	});
});

describe('a file that comes along', () => {
	it('is measured where its new field asks for pages; what does not fit stays behind', async () => {
		const sources = await makeSmallCall(ctx, 'sources', {
			fields: [
				{
					id: 'figures',
					kind: 'file' as const,
					label: both('Figures'),
					types: ['application/pdf'],
					maxBytes: 1_000_000,
				},
			],
		});
		const measured = await makeSmallCall(ctx, 'measured', {
			fields: [
				{
					id: 'drawings',
					kind: 'file' as const,
					label: both('Drawings'),
					types: ['application/pdf'],
					maxBytes: 1_000_000,
					maxPages: 2,
				},
			],
			follows: { call: 'sources', by: 'apply', carries: [{ from: 'figures', to: 'drawings' }] },
		});
		const page = [595.28, 841.89] as const;
		const answered = async (title: string, pages: number) => {
			const form = await formOf(ctx, sources);
			const begun = await startDraft(ctx, ada, {
				call: sources,
				locale: 'en',
				entries: formEntries(form, { title }),
			});
			const stored = await ctx.files.put(pdf(Array.from({ length: pages }, () => page)));
			const kept = { ...stored, name: `${title}.pdf`, mediaType: 'application/pdf' };
			await attachFile(ctx, ada, { draft: begun.draft, field: 'figures', file: kept });
			const { application } = await submit(ctx, ada, { draft: begun.draft });
			await tell(ctx, application);
			return startDraft(ctx, ada, { call: measured, locale: 'en', follows: application });
		};
		const fits = await answered('Two pages', 2);
		expect(fits.answers.drawings).toMatchObject({ name: 'Two pages.pdf', pages: 2 });
		const { rows } = await ctx.byHand('select measures from application_file where draft_id = $1', [fits.draft]);
		expect(rows).toMatchObject([{ measures: { pages: 2 } }]);
		expect(await submit(ctx, ada, { draft: fits.draft })).toMatchObject({ version: 1 });
		expect((await answered('Three pages', 3)).answers).not.toHaveProperty('drawings');
	});
});
