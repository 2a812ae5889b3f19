import { beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { day, runDue } from '#core/clock/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { formEntries } from '../../answers.ts';
import { publicNameOf } from '../../public-person.ts';
import { applicantPersonData } from '../applicant-person-data.ts';
import { dueHandlers } from '../due-handlers.ts';
import {
	addressOfAttestationFile,
	answerAttestation,
	applicationForAuthor,
	askAgain,
	askByDesk,
	attestationByLink,
	attestationsForApplicant,
	attestationsForDesk,
	attestationsForReviewers,
	attestationsMissing,
	callsPersonData,
	claimAttestation,
	decide,
	deskList,
	exportApplicationsCsv,
	myApplications,
	peopleOfApplication,
	saveDraft,
	startChange,
	submit,
	withdraw,
} from '../index.ts';
import { jobHandlers } from '../jobs.ts';
import { edition, organiser, refusalOf, secretary } from '../testing.ts';
import { entry, formOf, handIn, makeSmallCall, secretsTo, somebody } from '../testing-people.ts';

const ctx = await testContext({ jobs: jobHandlers });
const start = Date.parse('2021-10-10T09:00:00+08:00');
ctx.setNow(start);
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const secret = 'Candidate has a private weakness for gravity.';
let award: string;
let applicant: Awaited<ReturnType<typeof somebody>>;
let referee: Awaited<ReturnType<typeof somebody>>;

const answers = (title: string, change = {}) => ({
	title,
	authors: [entry('Ada', 'Example', 'ada@award.example'), entry('Lei', 'Li', 'li@award.example')],
	referees: [entry('Rita', 'Referee', 'rita@award.example'), entry('Oto', 'Other', 'oto@award.example')],
	...change,
});
const mailsTo = async (address: string) =>
	(await ctx.byHand('select subject, text, locale from mail where to_address = $1 order by queued_at, id', [address]))
		.rows;
const linkOf = async (address: string) => (await secretsTo(ctx, address)).at(-1) as string;

beforeAll(async () => {
	applicant = await somebody(ctx, 'ada@award.example');
	referee = await somebody(ctx, 'rita@award.example', 'Rita', 'Referee');
	award = await makeSmallCall(ctx, 'travel-award', {
		fields: [
			{
				id: 'referees',
				kind: 'person-list',
				label: both('Referees'),
				needs: ['family', 'email'],
				presenter: 'none',
				min: 0,
			},
		],
		attestations: [
			{
				id: 'co-authors',
				label: both('Co-authorship'),
				request: both('Please confirm that you are an author.'),
				from: 'authors',
			},
			{
				id: 'letters',
				label: both('Confidential letter'),
				request: both('Please write what you think of the candidate.'),
				from: 'referees',
				readBy: 'organisers',
				toReviewers: true,
				needed: 2,
				fields: [
					{ id: 'letter', kind: 'long-text', label: both('Letter'), required: true },
					{ id: 'file', kind: 'file', label: both('As PDF'), types: ['application/pdf'], maxBytes: 1_000_000 },
				],
			},
		],
	});
});

describe('two confidential letters and a co-author', () => {
	let id: string;

	it('are asked for by mail, in the language of the application, and of nobody twice or of himself', async () => {
		const made = await handIn(
			ctx,
			award,
			applicant,
			answers('Bones in orbit', {
				referees: [
					...answers('').referees,
					// Nobody writes a letter about himself, and nobody is asked twice.
					entry('Ada', 'Example', 'ADA@award.example'),
					entry('Rita', 'Referee', 'Rita@Award.example'),
				],
			}),
			'zh',
		);
		id = made.application;
		await ctx.runJobs();
		const asked = await attestationsForApplicant(ctx, id);
		expect(asked.map(({ ruleId, address, state }) => [ruleId, address, state]).sort()).toEqual([
			['co-authors', 'li@award.example', 'asked'],
			['letters', 'oto@award.example', 'asked'],
			['letters', 'rita@award.example', 'asked'],
		]);
		const [mail] = await mailsTo('rita@award.example');
		expect(mail).toMatchObject({ locale: 'zh' });
		expect(mail?.text).toContain('Please write what you think of the candidate.（中文）');
		expect(mail?.text).toContain('Bones in orbit');
		expect(mail?.text).toContain('申请人只知道答复已收到');
		// The job again, as after a crash: nobody is asked a second time.
		await ctx.jobs.enqueue(ctx, 'calls.ask', { application: id });
		await ctx.runJobs();
		expect(await mailsTo('rita@award.example')).toHaveLength(1);
	});

	it('the page shows what is asked and of what, nothing else; looking changes nothing', async () => {
		const page = await attestationByLink(ctx, visitor, await linkOf('rita@award.example'));
		expect(page).toMatchObject({ title: 'Bones in orbit', state: 'asked', open: true, confidential: true, own: false });
		expect(page.entry?.email).toBe('rita@award.example');
		expect(JSON.stringify(page)).not.toMatch(/oto@|li@|ada@/);
		expect(await attestationByLink(ctx, visitor, await linkOf('rita@award.example'))).toEqual(page);
		expect(await refusalOf(attestationByLink(ctx, visitor, 'x'.repeat(40)))).toMatchObject({ kind: 'not-found' });
	});

	it('no accepting decision before both came; a refusal is possible', async () => {
		const accept = decide(ctx, organiser, { application: id, outcome: 'yes' });
		expect(await refusalOf(accept)).toMatchObject({ kind: 'invalid', problems: [{ code: 'attestations-missing' }] });
		expect(await attestationsMissing(ctx, [id])).toEqual(new Map([[id, 2]]));
	});

	it('a letter without its text is refused at its field, and the applicant can not write it', async () => {
		const link = await linkOf('rita@award.example');
		const empty = answerAttestation(ctx, visitor, { secret: link, give: true, entries: [] });
		expect(await refusalOf(empty)).toMatchObject({ problems: [{ path: 'letter', code: 'required' }] });
		const own = answerAttestation(ctx, applicant, { secret: link, give: true, entries: [['letter', 'I am great']] });
		expect(await refusalOf(own)).toMatchObject({ code: 'own-attestation' });
	});

	it('a letter comes, can be changed, and is read by the organisers and the reviewers alone', async () => {
		const link = await linkOf('rita@award.example');
		const bytes = new TextEncoder().encode(`%PDF-1.4 ${secret}`);
		const stored = await ctx.files.put(bytes);
		const file = { ...stored, name: 'letter.pdf', mediaType: 'application/pdf' };
		await answerAttestation(ctx, referee, {
			secret: link,
			give: true,
			entries: [['letter', 'First words']],
			files: { file },
		});
		await answerAttestation(ctx, visitor, {
			secret: link,
			give: true,
			entries: [
				['letter', secret],
				['file.file', String((await fileOf(id)).id)],
			],
		});
		await answerAttestation(ctx, visitor, {
			secret: await linkOf('oto@award.example'),
			give: true,
			entries: [['letter', 'Fine.']],
		});
		expect(await attestationsMissing(ctx, [id])).toEqual(new Map());

		const desk = await attestationsForDesk(ctx, organiser, { application: id });
		expect(desk.rows.find((row) => row.address === 'rita@award.example')?.answer?.answers.letter).toBe(secret);
		expect(desk.rules.find((rule) => rule.id === 'letters')).toMatchObject({ needed: 2, given: 2 });
		const reviewers = await attestationsForReviewers(ctx, [id]);
		expect(reviewers.get(id)?.map(({ ruleId }) => ruleId)).toEqual(['letters', 'letters']);
		expect(await refusalOf(attestationsForDesk(ctx, applicant, { application: id }))).toMatchObject({
			kind: 'forbidden',
		});
	});

	it('its words find no way out to the applicant', async () => {
		const seen = [
			await applicationForAuthor(ctx, applicant, { application: id, locale: 'en' }),
			await peopleOfApplication(ctx, applicant, { application: id, locale: 'en' }),
			await myApplications(ctx, applicant),
			await callsPersonData.export(ctx, applicant.personId),
			await applicantPersonData.export(ctx, applicant.personId),
			// What stays for ever, what was mailed, and what lists search and export.
			await historyOf(ctx, { type: 'application', id }),
			(await ctx.byHand('select data::text from ledger_event')).rows,
			(await ctx.byHand('select subject, text, html from mail')).rows,
			(await ctx.byHand('select search_text, facts::text, title, people from application')).rows,
			await deskList(ctx, secretary, { edition, text: 'weakness' }),
			await exportApplicationsCsv(ctx, secretary, { edition }),
		];
		for (const one of seen) expect(JSON.stringify(one)).not.toContain('private weakness');
		const [rita] = (await peopleOfApplication(ctx, applicant, { application: id, locale: 'en' })).attestations.filter(
			({ address }) => address === 'rita@award.example',
		);
		expect(rita).toMatchObject({ state: 'given', answer: null });
		const { id: file } = await fileOf(id);
		const stolen = addressOfAttestationFile(ctx, applicant, { application: id, file: String(file) });
		expect(await refusalOf(stolen)).toMatchObject({ kind: 'not-found' });
		expect(await addressOfAttestationFile(ctx, organiser, { application: id, file: String(file) })).toMatch(/\w+/);
	});

	it('the author of a letter exports it; forgetting him forgets it', async () => {
		const exported = await applicantPersonData.export(ctx, referee.personId);
		expect(JSON.stringify(exported)).toContain('private weakness');
		expect(JSON.stringify(exported)).not.toContain('Fine.');
	});

	it('a co-author who confirms and signs in sees the application, and does not write on it', async () => {
		const link = await linkOf('li@award.example');
		const li = await somebody(ctx, 'li@award.example', 'Lei', 'Li');
		const read = () => applicationForAuthor(ctx, li, { application: id, locale: 'en' });
		expect(await refusalOf(read())).toMatchObject({ kind: 'not-found' });
		await answerAttestation(ctx, visitor, { secret: link, give: true, entries: [] });
		expect(await refusalOf(read())).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(claimAttestation(ctx, referee, { secret: link }))).toMatchObject({ kind: 'not-found' });
		expect(await claimAttestation(ctx, li, { secret: link })).toBe(id);
		expect(await read()).toMatchObject({ title: 'Bones in orbit' });
		expect((await myApplications(ctx, li)).applications.map((one) => one.id)).toEqual([id]);
		expect(await refusalOf(startChange(ctx, li, { application: id }))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(withdraw(ctx, li, { application: id }))).toMatchObject({ kind: 'forbidden' });
		// Letters are none of a co-author's business, not even that they came.
		expect((await peopleOfApplication(ctx, li, { application: id, locale: 'en' })).attestations).toEqual([]);
		// A referee who has written sees nothing of the application.
		expect(await refusalOf(applicationForAuthor(ctx, referee, { application: id, locale: 'en' }))).toMatchObject({
			kind: 'not-found',
		});
	});

	it('a new version asks the new ones only; who is named no more is asked no more', async () => {
		const { draft, revision } = await startChange(ctx, applicant, { application: id });
		const form = await formOf(ctx, award);
		const changed = answers('Bones in orbit', {
			referees: [entry('Rita', 'Referee', 'rita@award.example'), entry('Nora', 'New', 'nora@award.example')],
		});
		await saveDraft(ctx, applicant, { draft, revision, entries: formEntries(form, changed) });
		await submit(ctx, applicant, { draft });
		await ctx.runJobs();
		const rows = (await attestationsForDesk(ctx, organiser, { application: id })).rows;
		const stateOf = (address: string) => rows.find((row) => row.address === address)?.state;
		expect(stateOf('nora@award.example')).toBe('asked');
		expect(stateOf('rita@award.example')).toBe('given');
		expect(stateOf('oto@award.example')).toBe('withdrawn');
		expect(await attestationsMissing(ctx, [id])).toEqual(new Map([[id, 1]]));
		const late = answerAttestation(ctx, visitor, {
			secret: await linkOf('oto@award.example'),
			give: true,
			entries: [['letter', 'x']],
		});
		expect(await refusalOf(late)).toMatchObject({ code: 'attestation-withdrawn' });
		expect(await mailsTo('rita@award.example')).toHaveLength(1);
	});

	it('who does not answer is reminded two days before, and after the last instant no answer is taken', async () => {
		ctx.setNow(start + 12 * day + 1);
		await runDue(ctx, dueHandlers);
		expect(await mailsTo('nora@award.example')).toHaveLength(2);
		// Who has answered is left alone.
		expect(await mailsTo('rita@award.example')).toHaveLength(1);
		ctx.setNow(start + 14 * day);
		const late = answerAttestation(ctx, visitor, {
			secret: await linkOf('nora@award.example'),
			give: true,
			entries: [['letter', 'x']],
		});
		expect(await refusalOf(late)).toMatchObject({ kind: 'closed', code: 'attestation-over' });
		await runDue(ctx, dueHandlers);
		expect((await attestationsForApplicant(ctx, id)).find((row) => row.address === 'nora@award.example')?.state).toBe(
			'expired',
		);
		expect((await mailsTo('ada@award.example')).at(-1)?.subject).toContain('Nora');
		// Asked again, by the one who holds it: the same person has a new time. Both links work.
		const nora = (await attestationsForApplicant(ctx, id)).find((row) => row.address === 'nora@award.example');
		const again = { application: id, attestation: nora?.id as string };
		expect(await refusalOf(askAgain(ctx, referee, { ...again, as: 'applicant' }))).toMatchObject({ kind: 'not-found' });
		expect(await askAgain(ctx, applicant, { ...again, as: 'applicant' })).toBe(true);
		expect(await askAgain(ctx, applicant, { ...again, as: 'applicant' })).toBe(false);
		for (const link of new Set(await secretsTo(ctx, 'nora@award.example')))
			expect((await attestationByLink(ctx, visitor, link)).open).toBe(true);
		ctx.setNow(start);
	});

	it('declining is told to the applicant, without a word of why', async () => {
		await answerAttestation(ctx, visitor, { secret: await linkOf('nora@award.example'), give: false, entries: [] });
		expect((await mailsTo('ada@award.example')).at(-1)?.text).toContain('nora@award.example');
		expect(await attestationsMissing(ctx, [id])).toEqual(new Map([[id, 1]]));
	});
});

describe('by the desk', () => {
	it('nobody is asked before the desk does, and only the desk can', async () => {
		const call = await makeSmallCall(ctx, 'by-desk', {
			attestations: [
				{ id: 'status', label: both('Student status'), request: both('Is it so?'), from: 'authors', asked: 'by-desk' },
			],
		});
		const made = await handIn(ctx, call, applicant, {
			title: 'One',
			authors: [entry('Sue', 'Super', 'sue@award.example')],
		});
		await ctx.runJobs();
		expect(await mailsTo('sue@award.example')).toEqual([]);
		const input = { application: made.application, rule: 'status' };
		expect(await refusalOf(askByDesk(ctx, applicant, input))).toMatchObject({ kind: 'forbidden' });
		expect(await askByDesk(ctx, secretary, input)).toBe(1);
		expect(await mailsTo('sue@award.example')).toHaveLength(1);
		expect(await refusalOf(askByDesk(ctx, secretary, input))).toMatchObject({ code: 'attestation-nobody' });
	});
});

describe('a minor', () => {
	let call: string;
	const form = { title: 'My rocket', age: 'under-18', guardian: [entry('Gus', 'Guardian', 'gus@award.example')] };
	const row = async (id: string) =>
		(await ctx.byHand('select minor, minor_allows as "minorAllows", people from application where id = $1', [id]))
			.rows[0] as {
			minor: boolean;
			minorAllows: object;
			people: string;
		};

	beforeAll(async () => {
		call = await makeSmallCall(ctx, 'youth', {
			minors: { field: 'age', is: ['under-18'] },
			fields: [
				{
					id: 'age',
					kind: 'choice',
					label: both('Age'),
					options: [
						{ id: 'under-18', label: both('Under 18') },
						{ id: 'adult', label: both('18 or older') },
					],
				},
				{
					id: 'guardian',
					kind: 'person-list',
					label: both('Guardian'),
					needs: ['family', 'email'],
					presenter: 'none',
					min: 0,
				},
			],
			attestations: [
				{
					id: 'guardian',
					label: both('Consent of a guardian'),
					request: both('May your child take part?'),
					from: 'guardian',
					guardian: { name: 'name', portrait: 'portrait' },
					fields: [
						{ id: 'name', kind: 'yes-no', label: both('The name may be public') },
						{ id: 'portrait', kind: 'yes-no', label: both('The portrait may be public') },
					],
				},
			],
		});
	});

	it('is known from its answers; without the guardian there is no acceptance and no public name', async () => {
		const made = await handIn(ctx, call, applicant, { ...form, authors: [entry('Kim', 'Kid', 'kim@award.example')] });
		await ctx.runJobs();
		expect(await row(made.application)).toMatchObject({ minor: true, minorAllows: {}, people: 'Kim Kid' });
		expect(publicNameOf((await row(made.application)) as never)).toBeNull();
		const accept = () => decide(ctx, organiser, { application: made.application, outcome: 'yes' });
		expect(await refusalOf(accept())).toMatchObject({ problems: [{ code: 'attestations-missing' }] });
		const link = await linkOf('gus@award.example');
		await answerAttestation(ctx, visitor, { secret: link, give: true, entries: [['name', 'no']] });
		expect(publicNameOf((await row(made.application)) as never)).toBeNull();
		expect(await accept()).toBeTruthy();
		await answerAttestation(ctx, visitor, { secret: link, give: true, entries: [['name', 'yes']] });
		expect(publicNameOf((await row(made.application)) as never)).toBe('Kim Kid');
		expect((await row(made.application)).minorAllows).toEqual({ name: true, portrait: false });
		// He may take it back.
		await answerAttestation(ctx, visitor, { secret: link, give: false, entries: [] });
		expect(publicNameOf((await row(made.application)) as never)).toBeNull();
	});

	it('an adult needs no guardian, and his name is public', async () => {
		const made = await handIn(ctx, call, applicant, {
			title: 'Mine',
			age: 'adult',
			authors: [entry('Al', 'Adult', 'al@award.example')],
		});
		await ctx.runJobs();
		expect(publicNameOf((await row(made.application)) as never)).toBe('Al Adult');
		expect(await attestationsMissing(ctx, [made.application])).toEqual(new Map());
	});
});

async function fileOf(application: string): Promise<{ id: unknown }> {
	const { rows } = await ctx.byHand(
		'select f.id from attestation_file f join attestation a on a.id = f.attestation_id where a.application_id = $1',
		[application],
	);
	return rows[0] as { id: unknown };
}
