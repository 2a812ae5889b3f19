import { describe, expect, it } from 'vitest';
import { actorFor, grantRelation, system, visitor } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { newId } from '#core/ids/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { formEntries } from '../answers.ts';
import type { CallInput } from '../call.ts';
import { bulkAct } from './list-tables.ts';
import {
	acceptInvite,
	addressOfFile,
	answerAttestation,
	applicationForAuthor,
	attachFile,
	attestationsForApplicant,
	attestationsForDesk,
	attestationsForReviewers,
	callForVisitor,
	callsPersonData,
	compareVersions,
	confirmBulk,
	deskList,
	draftForWriter,
	enterApplication,
	exportApplications,
	exportApplicationsCsv,
	inviteMember,
	offerHandOver,
	previewBulk,
	saveDraft,
	startChange,
	startDraft,
	submit,
} from './index.ts';
import { jobHandlers } from './jobs.ts';
import { edition, organiser, person, refusalOf, secretary } from './testing.ts';
import { entry, formOf, handIn, makeSmallCall, secretsTo, somebody, tell } from './testing-people.ts';

/* What somebody reads, or comes back to, by a way round the page that was made for it. */

const ctx = await testContext({ jobs: jobHandlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const bank = 'bank@desk.example';
const secret = 'FR76-4711';
type Fields = NonNullable<CallInput['form']['fields']>;
const account = (visible: object) => ({
	id: 'account',
	kind: 'short-text' as const,
	label: both('Account'),
	...visible,
});
const forBank: Fields = [account({ visibleTo: 'named', viewers: [bank, 'second@desk.example'] })];
const ada = await somebody(ctx, 'ada@leaks.example', 'Ada', 'Marsh');
const cid = await somebody(ctx, 'cid@leaks.example', 'Cid', 'Moor');
const desk = { relation: 'secretary', on: 'edition', id: edition } as const;
const banker = { ...(await somebody(ctx, bank)), relations: [desk] };
const secretIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);

describe('an answer that was for named accounts', () => {
	it('stays theirs in lists, exports and comparisons though its field is wider now, and is read on record', async () => {
		const call = await makeSmallCall(ctx, 'widened', { fields: forBank });
		const { application } = await handIn(ctx, call, ada, { title: 'Moon dust', account: secret });
		const { draft, revision } = await startChange(ctx, ada, { application });
		const window = { zone: 'Asia/Shanghai', opens: '2021-11-01', closes: '2021-12-20' };
		await makeSmallCall(ctx, 'widened', { window, fields: forBank });
		const fields = [account({ visibleTo: 'organisers' })];
		await makeSmallCall(ctx, 'widened', { window, fields });
		ctx.setNow(Date.parse('2021-11-02T09:00:00+08:00'));
		expect((await formOf(ctx, call)).version).toBe(2);
		const input = { edition, query: 'moon', columns: ['number', 'answer.account'] };
		const read = async () =>
			JSON.stringify([
				(await deskList(ctx, secretary, input)).rows,
				await exportApplications(ctx, secretary, { edition, query: 'moon' }),
				await exportApplicationsCsv(ctx, secretary, input),
			]);
		expect(await read()).toContain('Moon dust');
		expect(await read()).not.toContain(secret);
		await ctx.byHand('update draft set form_version = 2 where id = $1', [draft]);
		// What is answered to the wider form is for all of the desk; the comparison still hides what was before.
		await saveDraft(ctx, ada, {
			draft,
			revision,
			entries: formEntries(await formOf(ctx, call), { title: 'Moon dust', account: 'open-1' }),
		});
		await submit(ctx, ada, { draft });
		expect(await read()).toContain('open-1');
		const compared = await compareVersions(ctx, secretary, { application, as: 'desk', locale: 'en' });
		expect(JSON.stringify(compared.changes)).not.toContain(secret);
		ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
	});

	it('is read in a list by one of them on record', async () => {
		const call = await makeSmallCall(ctx, 'named', { fields: forBank });
		const { application } = await handIn(ctx, call, ada, { title: 'Mars ice', account: secret });
		const input = { edition, query: 'mars', columns: ['answer.account'] };
		expect((await deskList(ctx, banker, input)).rows[0]?.cells).toEqual({ 'answer.account': secret });
		const reads = (await historyOf(ctx, { type: 'application', id: application })).filter(
			({ action }) => action === 'read-named',
		);
		expect(reads).toHaveLength(1);
	});

	it('tells nobody outside the desk whose addresses those accounts have', async () => {
		const call = await makeSmallCall(ctx, 'addresses', { fields: forBank });
		const { draft } = await startDraft(ctx, ada, { call, locale: 'en', entries: [['title', 'Own']] });
		const seen = [
			await callForVisitor(ctx, { editionId: edition, call: 'addresses' }),
			await draftForWriter(ctx, ada, { draft }),
		];
		const { application } = await submit(ctx, ada, { draft });
		seen.push((await applicationForAuthor(ctx, ada, { application, locale: 'en' })) as never);
		expect(JSON.stringify(seen)).toContain('account');
		expect(JSON.stringify(seen)).not.toContain('@desk.example');
	});

	it('is not read through its applicant’s eyes', async () => {
		const file = { kind: 'file', label: both('Passport'), types: ['application/pdf'], maxBytes: 10_000 };
		const call = await makeSmallCall(ctx, 'eyes', {
			fields: [
				...forBank,
				{ ...file, id: 'passport', visibleTo: 'named', viewers: [bank, 'second@desk.example'] } as never,
			],
		});
		const { draft } = await startDraft(ctx, ada, {
			call,
			locale: 'en',
			entries: formEntries(await formOf(ctx, call), { title: 'Seen', account: secret }),
		});
		const bytes = await ctx.files.put(new TextEncoder().encode('%PDF-1.4 passport'));
		const stored = { ...bytes, name: 'passport.pdf', mediaType: 'application/pdf' };
		const { answer } = await attachFile(ctx, ada, { draft, field: 'passport', file: stored });
		const { application } = await submit(ctx, ada, { draft });
		const of = { application, locale: 'en' as const };
		const input = { application, file: answer.file };
		expect(JSON.stringify(await applicationForAuthor(ctx, ada, of))).toContain(secret);
		expect(await addressOfFile(ctx, ada, input)).toBeTruthy();
		const relations = organiser.kind === 'person' ? organiser.relations : [];
		const eyes = { ...ada, seenBy: { personId: 'organiser', relations } };
		const looked = JSON.stringify([
			await applicationForAuthor(ctx, eyes, of),
			await compareVersions(ctx, eyes, { ...of, from: 1, to: 1, as: 'applicant' }),
		]);
		expect(looked).toContain('Seen');
		expect(looked).not.toContain(secret);
		expect(await refusalOf(addressOfFile(ctx, eyes, input))).toMatchObject({ kind: 'not-found' });
	});

	it('is carried to no field that others read', async () => {
		await makeSmallCall(ctx, 'earlier', { fields: forBank });
		const [earlier] = (await ctx.byHand(`select id from call where slug = 'earlier'`)).rows;
		const { application } = await handIn(ctx, String(earlier?.id), cid, { title: 'First', account: secret });
		await tell(ctx, application);
		const carries = [{ from: 'account', to: 'account' }];
		const follows = { call: 'earlier', by: 'apply' as const, carries };
		const wide = await makeSmallCall(ctx, 'wide', { follows, fields: [account({})] });
		const same = await makeSmallCall(ctx, 'same', { follows, fields: forBank });
		expect((await startDraft(ctx, cid, { call: wide, locale: 'en' })).answers).not.toHaveProperty('account');
		expect((await startDraft(ctx, cid, { call: same, locale: 'en' })).answers).toHaveProperty('account', secret);
	});
});

describe('confidential letters', () => {
	it('are for the accounts that a question names, and for nobody of the desk who is their applicant', async () => {
		const call = await makeSmallCall(ctx, 'letters', {
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
					id: 'letter',
					label: both('Letter'),
					request: both('Please write.'),
					from: 'referees',
					readBy: 'organisers',
					toReviewers: true,
					fields: [{ id: 'letter', kind: 'short-text', label: both('Letter') }, ...forBank],
				},
			],
		});
		const rita = 'rita@leaks.example';
		const { application } = await handIn(ctx, call, ada, { title: 'Judged', referees: [entry('Rita', 'R', rita)] });
		await ctx.runJobs();
		const link = (await secretsTo(ctx, rita)).at(-1) as string;
		await answerAttestation(ctx, visitor, {
			secret: link,
			give: true,
			entries: [
				['letter', 'Frank words'],
				['account', secret],
			],
		});
		const asked = JSON.stringify((await attestationsForDesk(ctx, secretary, { application })).rows);
		expect(asked).toContain('Frank words');
		expect(asked).not.toContain(secret);
		expect(JSON.stringify(await attestationsForDesk(ctx, banker, { application }))).toContain(secret);
		expect(JSON.stringify([...(await attestationsForReviewers(ctx, [application]))])).not.toContain(secret);
		expect(JSON.stringify(await attestationsForApplicant(ctx, application))).not.toContain('Frank words');
		const both_ = { ...ada, relations: [...ada.relations, desk] };
		expect(JSON.stringify(await attestationsForDesk(ctx, both_, { application }))).not.toContain('Frank words');
	});
});

describe('links of the time before', () => {
	it('lead nobody back into what was handed over', async () => {
		const call = await makeSmallCall(ctx, 'handed');
		const { application } = await handIn(ctx, call, ada, { title: 'Handed' });
		const link = { application, name: '', locale: 'en' as const };
		const kept = await inviteMember(ctx, ada, { ...link, address: '' });
		const offer = await offerHandOver(ctx, ada, { ...link, address: 'cid@leaks.example', staysOn: false });
		await acceptInvite(ctx, cid, { secret: secretIn(offer.path) });
		expect(await refusalOf(acceptInvite(ctx, ada, { secret: secretIn(kept.path) }))).toMatchObject({
			code: 'invite-over',
		});
		expect(await refusalOf(applicationForAuthor(ctx, ada, { application, locale: 'en' }))).toMatchObject({
			kind: 'not-found',
		});
	});
});

describe('several at once', () => {
	it('asks for the right again when it is done', async () => {
		const cohorts = [
			{ id: 'spring', label: both('Spring'), until: '2021-11-01' },
			{ id: 'summer', label: both('Summer'), until: '2021-12-01' },
		];
		const call = await makeSmallCall(ctx, 'rounds', { cohorts });
		const { application } = await handIn(ctx, call, ada, { title: 'Rounded' });
		const chair = person('demoted', { relation: 'organiser', on: 'edition', id: edition });
		const action = { kind: 'cohort', cohort: 'summer' };
		const act = await previewBulk(ctx, chair, { desk: edition, select: { ids: [application] }, action });
		await confirmBulk(ctx, person('demoted', desk), { desk: edition, act });
		const [row] = (await ctx.byHand('select cohort from application where id = $1', [application])).rows;
		expect(row?.cohort).toBe('spring');
		expect((await ctx.db.select().from(bulkAct)).find(({ id }) => id === act)?.state).toBe('done');
	});
});

describe('one’s own data', () => {
	it('is that of what one holds: what the desk entered for somebody is his, and goes with him alone', async () => {
		const call = await makeSmallCall(ctx, 'entered', { fields: forBank });
		const sam = await somebody(ctx, 'sam@leaks.example', 'Sam', 'Secretary');
		await transaction(ctx, (tx) =>
			grantRelation(tx, system('test'), sam.personId, 'secretary', { type: 'edition', id: edition }, edition),
		);
		const office = await actorFor(ctx, sam.personId, 'session');
		const pia = await somebody(ctx, 'pia@leaks.example', 'Pia', 'Post');
		const answers = { title: 'By post', authors: [entry('Pia', 'Post', 'pia@leaks.example')], account: secret };
		const { application } = await enterApplication(ctx, office, {
			call,
			name: 'Pia Post',
			address: 'pia@leaks.example',
			locale: 'en',
			entries: formEntries(await formOf(ctx, call), answers),
			once: newId(),
		});
		const of = async (id: string) => JSON.stringify(await callsPersonData.export(ctx, id));
		expect(await of(pia.personId)).toContain(secret);
		expect(await of(sam.personId)).toContain(application);
		expect(await of(sam.personId)).not.toContain(secret);
		const stored = async () =>
			JSON.stringify(
				(
					await ctx.byHand('select answers, person_id from application_version where application_id = $1', [
						application,
					])
				).rows,
			);
		await transaction(ctx, (tx) => callsPersonData.erase(tx, sam.personId));
		expect(await stored()).toContain(secret);
		expect(await stored()).not.toContain(sam.personId);
		await transaction(ctx, (tx) => callsPersonData.erase(tx, pia.personId));
		expect(await stored()).not.toMatch(/FR76|pia@/);
	});
});
