import { beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { day, processNow } from '#core/clock/index.ts';
import { sweepFiles } from '#core/files/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { type Answers, formEntries } from '../../answers.ts';
import { attestationRuleSchema } from '../../attestation-rule.ts';
import { type FormInput, formSchema } from '../../form.ts';
import { askOfVersion } from '../attestations/ask.ts';
import {
	addressOfFile,
	answerAttestation,
	answerRequest,
	applicationForAuthor,
	applicationForDesk,
	attachFile,
	exportApplications,
	purgeAnswers,
	requestInfo,
	startDraft,
	submit,
} from '../index.ts';
import { makeCall, notingJobs, organiser, person, refusalOf, edition } from '../testing.ts';
import { secretsTo } from '../testing-people.ts';

/* Acceptance test 10 of a symposium's press desk: a scan of a passport, read by two people, gone when its time is over. */

const both = (en: string) => ({ en, zh: en });
const jobs = notingJobs();
const ctx = await testContext({ jobs: jobs.handlers });
const start = Date.parse('2021-10-10T09:00:00+08:00');
ctx.setNow(start);
const editionEnd = Date.parse('2021-11-21T00:00:00+08:00');
const door = {
	editionEnds: async (_: unknown, ids: readonly string[]) => new Map(ids.map((id) => [id, editionEnd])),
};
const fields: FormInput['fields'] = [
	{ id: 'title', kind: 'short-text', role: 'title', required: true, label: both('Name') },
	{
		id: 'passport',
		kind: 'file',
		label: both('Passport'),
		types: ['application/pdf'],
		maxBytes: 1_000_000,
		visibleTo: 'named',
		viewers: ['Visa@desk.example', 'second@desk.example'],
		purpose: both('Demanded by the venue.'),
		retention: { days: 30, after: 'edition-end' },
	},
	{
		id: 'phone',
		kind: 'short-text',
		label: both('Phone'),
		visibleTo: 'organisers',
		retention: { days: 10, after: 'submission' },
	},
	{ id: 'note', kind: 'long-text', label: both('Note'), retention: { days: 5, after: 'announcement' } },
];
const call = await makeCall(ctx, { form: formSchema.parse({ fields }) });
const author = person('reporter');
const viewer = { ...organiser, personId: 'viewer' } as typeof organiser;
const address = (id: string, of: string, verified: boolean) =>
	ctx.byHand(
		`insert into account_address (address, person_id, verified_at, "primary", added_at) values ($1, $2, $3, true, now())`,
		[of, id, verified ? new Date(start) : null],
	);
await address('viewer', 'visa@desk.example', true);
// He says that this address is his; nobody has proved it.
await address('organiser', 'second@desk.example', false);

const passportBytes = new TextEncoder().encode('%PDF-1.7 passport of a reporter');
async function apply(actor = author): Promise<{ id: string; file: string }> {
	const entries: [string, string][] = [
		['title', 'A. Reporter'],
		['phone', '+00 123 456'],
		['note', 'I arrive late.'],
	];
	const { draft } = await startDraft(ctx, actor, { call, locale: 'en', entries });
	const stored = await ctx.files.put(passportBytes);
	const { answer } = await attachFile(ctx, actor, {
		draft,
		field: 'passport',
		file: { ...stored, name: 'passport.pdf', mediaType: 'application/pdf' },
	});
	return { id: (await submit(ctx, actor, { draft })).application, file: answer.file };
}
const { id, file } = await apply();
const stored = async (): Promise<Answers> =>
	(await ctx.byHand('select answers from application_version where application_id = $1', [id])).rows[0].answers;
const digest = (await ctx.byHand('select digest from file where id = $1', [file])).rows[0].digest;
const proofs = async (action: string) =>
	(await historyOf(ctx, { type: 'application', id })).filter((event) => event.action === action);

describe('an answer for named accounts', () => {
	it('is read by its applicant and by a named account, and each look is in the ledger', async () => {
		const own = await applicationForAuthor(ctx, author, { application: id, locale: 'en' });
		expect(own.versions[0]?.answers).toHaveProperty('passport');
		const seen = await applicationForDesk(ctx, viewer, { application: id, locale: 'en' });
		expect(seen.versions[0]?.answers.passport).toMatchObject({ file });
		expect(await addressOfFile(ctx, viewer, { application: id, file })).toMatch(/\S/);
		expect(await proofs('read-named')).toMatchObject([
			{ actor: 'person:viewer', data: { fields: ['passport'] } },
			{ actor: 'person:viewer', data: { fields: ['passport'] } },
		]);
	});
	it('is denied by the server to any other organiser: page, file, list, export', async () => {
		const page = await applicationForDesk(ctx, organiser, { application: id, locale: 'en' });
		expect(JSON.stringify(page.versions)).not.toContain('passport');
		expect(page.versions[0]?.answers).toHaveProperty('phone');
		expect(await refusalOf(addressOfFile(ctx, organiser, { application: id, file }))).toMatchObject({
			kind: 'not-found',
		});
		const exported = await exportApplications(ctx, organiser, { edition });
		expect(exported).toHaveLength(1);
		expect(JSON.stringify(exported)).not.toContain('passport');
		const row = (await ctx.byHand('select facts, search_text from application where id = $1', [id])).rows[0];
		expect(JSON.stringify(row)).not.toContain('passport');
		expect(row.facts).toMatchObject({ phone: '+00 123 456' });
		expect(await proofs('read-named')).toHaveLength(2);
		expect(JSON.stringify(await exportApplications(ctx, viewer, { edition }))).toContain('passport.pdf');
		expect(await proofs('read-named')).toHaveLength(3);
	});
	it('is denied to whoever looks through the eyes of a named account', async () => {
		const seenBy = {
			...viewer,
			seenBy: { personId: 'operator', relations: organiser.kind === 'person' ? organiser.relations : [] },
		};
		const page = await applicationForDesk(ctx, seenBy, { application: id, locale: 'en' });
		expect(JSON.stringify(page.versions)).not.toContain('passport');
	});
});

describe('an answer with a time', () => {
	it('stays until its time is over, to the millisecond', async () => {
		ctx.setNow(start + 10 * day - 1);
		expect(await purgeAnswers(ctx, door)).toBe(0);
		expect(await stored()).toHaveProperty('phone');
		ctx.setNow(start + 10 * day);
		expect(await purgeAnswers(ctx, door)).toBe(1);
		expect(await stored()).toEqual({ title: 'A. Reporter', note: 'I arrive late.', passport: expect.anything() });
		const row = (await ctx.byHand('select title, facts from application where id = $1', [id])).rows[0];
		expect(row.title).toBe('A. Reporter');
		expect(row.facts).not.toHaveProperty('phone');
		expect(await proofs('purge-answer')).toMatchObject([
			{ actor: 'system:retention', at: start + 10 * day, data: { field: 'phone', versions: [1], files: 0 } },
		]);
		expect(JSON.stringify(await proofs('purge-answer'))).not.toContain('123 456');
	});
	it('goes with its file, its addresses and its bytes; the proof stays; twice is once', async () => {
		const grants = 'select count(*)::int as n from file_grant where file_id = $1';
		ctx.setNow(editionEnd + 30 * day - 1);
		expect(await purgeAnswers(ctx, door)).toBe(0);
		expect((await ctx.byHand(grants, [file])).rows[0].n).toBeGreaterThan(0);
		ctx.setNow(editionEnd + 30 * day);
		expect(await purgeAnswers(ctx, door)).toBe(1);
		expect(await purgeAnswers(ctx, door)).toBe(0);
		expect(await stored()).toEqual({ title: 'A. Reporter', note: 'I arrive late.' });
		for (const table of ['file', 'application_file']) {
			expect((await ctx.byHand(`select 1 from ${table} where id = $1`, [file])).rows).toEqual([]);
		}
		expect((await ctx.byHand(grants, [file])).rows[0].n).toBe(0);
		expect(await refusalOf(addressOfFile(ctx, viewer, { application: id, file }))).toMatchObject({ kind: 'not-found' });
		expect(await ctx.files.has(digest)).toBe(true);
		// The store knows the time of this machine, not that of the test.
		ctx.setNow(processNow() + 2 * day);
		await sweepFiles(ctx, []);
		ctx.setNow(editionEnd + 30 * day);
		expect(await ctx.files.has(digest)).toBe(false);
		expect(await proofs('purge-answer')).toMatchObject([
			{ data: { field: 'phone' } },
			{ data: { field: 'passport', versions: [1], files: 1 } },
		]);
		await ctx.runJobs();
		expect(jobs.done.filter(({ name }) => name === 'application-purged').map(({ data }) => data)).toEqual([
			{ application: id, fields: ['phone'] },
			{ application: id, fields: ['passport'] },
		]);
	});
	it('counts from the announcement, or from the withdrawal of what was never announced', async () => {
		const now = editionEnd + 40 * day;
		ctx.setNow(now);
		expect(await purgeAnswers(ctx, door)).toBe(0);
		await ctx.byHand(`update application set state = 'withdrawn', changed_at = $2 where id = $1`, [
			id,
			new Date(now - 5 * day + 1),
		]);
		expect(await purgeAnswers(ctx, door)).toBe(0);
		await ctx.byHand(
			`insert into determination (id, application_id, stage_id, version, outcome, effect, at, announced_at)
				values ('d1', $1, 'decision', 1, 'reject', 'reject', now(), $2)`,
			[id, new Date(now - 5 * day)],
		);
		expect(await purgeAnswers(ctx, door)).toBe(1);
		expect(await stored()).toEqual({ title: 'A. Reporter' });
	});
	it('goes from drafts that were never handed in, with the edition', async () => {
		ctx.setNow(start);
		const { draft } = await startDraft(ctx, author, { call, locale: 'en', entries: [['title', 'Never sent']] });
		const kept = await ctx.files.put(passportBytes);
		await attachFile(ctx, author, {
			draft,
			field: 'passport',
			file: { ...kept, name: 'passport.pdf', mediaType: 'application/pdf' },
		});
		ctx.setNow(editionEnd + 30 * day);
		await purgeAnswers(ctx, door);
		const [row] = (await ctx.byHand('select answers from draft where id = $1', [draft])).rows;
		expect(row.answers).toEqual({ title: 'Never sent' });
		expect((await ctx.byHand('select 1 from application_file where draft_id = $1', [draft])).rows).toEqual([]);
		const events = await historyOf(ctx, { type: 'call', id: call });
		expect(events.at(-1)).toMatchObject({ action: 'purge-answer', data: { field: 'passport', drafts: 1, files: 1 } });
	});
	it('leaves versions immutable for everybody else', async () => {
		const change = ctx.byHand(`update application_version set answers = '{}' where application_id = $1`, [id]);
		await expect(change).rejects.toThrow(/immutable/);
	});
});

describe('what others were asked because of an answer', () => {
	const people = [
		{
			given: 'Rita',
			family: 'Referee',
			affiliation: '',
			country: '',
			email: 'rita@keep.example',
			orcid: '',
			presenter: false,
		},
	];
	const letter = new TextEncoder().encode('%PDF-1.7 a confidential letter');
	let kept: string;
	let asked: string;
	const attested = async () =>
		(await ctx.byHand('select * from attestation where application_id = $1', [kept])).rows[0] as Record<
			string,
			unknown
		>;
	const filesOf = async () =>
		(await ctx.byHand('select field from attestation_file where attestation_id = $1', [asked])).rows;

	beforeAll(async () => {
		ctx.setNow(start);
		const form = formSchema.parse({
			fields: [
				{ id: 'title', kind: 'short-text', role: 'title', label: both('Name') },
				{
					id: 'referees',
					kind: 'person-list',
					label: both('Referees'),
					needs: ['family', 'email'],
					presenter: 'none',
					min: 0,
					retention: { days: 60, after: 'edition-end' },
				},
			],
		});
		const retention = { days: 20, after: 'submission' };
		const rule = attestationRuleSchema.parse({
			id: 'letters',
			label: both('Letter'),
			request: both('Please write.'),
			from: 'referees',
			readBy: 'organisers',
			fields: [
				{
					id: 'letter',
					kind: 'file',
					label: both('Letter'),
					types: ['application/pdf'],
					maxBytes: 1_000_000,
					retention,
				},
				{ id: 'rank', kind: 'short-text', label: both('Rank') },
			],
		});
		const letters = await makeCall(ctx, { slug: 'letters', form, attestations: [rule] });
		const { draft } = await startDraft(ctx, author, {
			call: letters,
			locale: 'en',
			entries: formEntries(form, { title: 'Recommended', referees: people }),
		});
		kept = (await submit(ctx, author, { draft })).application;
		await askOfVersion(ctx, { application: kept });
		asked = String((await attested()).id);
		const [secret] = await secretsTo(ctx, 'rita@keep.example');
		ctx.setNow(start + day);
		await answerAttestation(ctx, visitor, {
			secret: secret as string,
			give: true,
			entries: [['rank', 'first']],
			files: { letter: { ...(await ctx.files.put(letter)), name: 'letter.pdf', mediaType: 'application/pdf' } },
		});
		await requestInfo(ctx, organiser, {
			application: kept,
			fields: ['referees'],
			questions: ['How do you know her?'],
			note: '',
			due: '2021-10-20',
		});
		const [request] = (await ctx.byHand('select id from info_request where application_id = $1', [kept])).rows;
		await answerRequest(ctx, author, {
			application: kept,
			request: request.id,
			entries: [...formEntries(form, { referees: people }), ['reply.q1', 'Rita is my aunt.']],
		});
	});

	it('goes with its file after its own time; the rest of the answer and that it was given stay, with a proof', async () => {
		ctx.setNow(start + 21 * day - 1);
		await purgeAnswers(ctx, door);
		expect((await attested()).answers).toHaveProperty('letter');
		ctx.setNow(start + 21 * day);
		expect(await purgeAnswers(ctx, door)).toBeGreaterThan(0);
		expect(await attested()).toMatchObject({
			state: 'given',
			answers: { rank: 'first' },
			address: 'rita@keep.example',
		});
		expect(await filesOf()).toEqual([]);
		const events = await historyOf(ctx, { type: 'application', id: kept });
		expect(events.at(-1)).toMatchObject({
			actor: 'system:retention',
			action: 'purge-answer',
			data: { attestation: asked, rule: 'letters', fields: ['letter'], files: 1 },
		});
		expect(await purgeAnswers(ctx, door)).toBe(0);
	});

	it('names nobody any more when the time of the list is over, and no reply speaks of him', async () => {
		ctx.setNow(editionEnd + 60 * day);
		await purgeAnswers(ctx, door);
		expect(await attested()).toMatchObject({ state: 'given', name: '', address: asked, entry: null });
		expect((await ctx.byHand('select 1 from attestation_link where attestation_id = $1', [asked])).rows).toEqual([]);
		const { rows } = await ctx.byHand('select replies, state from info_request where application_id = $1', [kept]);
		expect(rows).toEqual([{ replies: {}, state: 'answered' }]);
		const events = await historyOf(ctx, { type: 'application', id: kept });
		expect(events.at(-1)).toMatchObject({ action: 'purge-answer', data: { field: 'referees', named: 1, replies: 1 } });
	});
});
