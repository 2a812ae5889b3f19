import { beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { newId } from '#core/ids/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { addressesOf, mailAddressOf } from '#core/identity/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { formEntries } from '../../answers.ts';
import { callsPersonData } from '../person-data.ts';
import {
	acceptInvite,
	addressOfFile,
	addressOfOriginal,
	applicationForAuthor,
	type ArrivedFile,
	confirmEntered,
	enteredFor,
	enterApplication,
	type EnterInput,
	originalsOf,
	peopleOfApplication,
	postMessage,
} from '../index.ts';
import { jobHandlers } from '../jobs.ts';
import { organiser, refusalOf } from '../testing.ts';
import { entry, formOf, makeSmallCall, secretsTo, somebody } from '../testing-people.ts';
import { edition } from '../testing.ts';

const ctx = await testContext({ jobs: jobHandlers });
// After the close: what came by post in time is entered later.
ctx.setNow(Date.parse('2021-12-20T09:00:00+08:00'));
const both = (en: string) => ({ en, zh: `${en}（中文）` });
let secretary: Awaited<ReturnType<typeof somebody>>;
let call: string;

beforeAll(async () => {
	const desk = await somebody(ctx, 'sam@entered.example', 'Sam', 'Secretary');
	secretary = { ...desk, relations: [{ relation: 'secretary', on: 'edition', id: edition }] };
	call = await makeSmallCall(ctx, 'by-post', {
		fields: [{ id: 'cv', kind: 'file', label: both('CV'), types: ['application/pdf'], maxBytes: 1_000_000 }],
	});
});

const stored = async (text: string, name: string, mediaType: string): Promise<ArrivedFile> => ({
	...(await ctx.files.put(new TextEncoder().encode(text))),
	name,
	mediaType,
});
const enter = async (address: string, change: Partial<EnterInput> = {}) =>
	enterApplication(ctx, secretary, {
		call,
		name: 'Pia Post',
		address,
		locale: 'zh',
		entries: formEntries(await formOf(ctx, call), { title: 'By letter', authors: [entry('Pia', 'Post', address)] }),
		once: newId(),
		...change,
	});

describe('an application that the desk enters for somebody', () => {
	it('is his: letters go to the address given, and the ledger says who entered it', async () => {
		const files = { cv: await stored('%PDF-1.4 cv', 'cv.pdf', 'application/pdf') };
		const original = await stored('From: pia\n\nPlease find …', 'mail.eml', 'message/rfc822');
		const once = newId();
		const made = await enter('pia@post.example', { files, original, once });
		expect(made).toMatchObject({ missing: 0, again: false });
		expect(await enter('pia@post.example', { files, original, once })).toMatchObject({
			application: made.application,
			again: true,
		});
		const { rows } = await ctx.byHand('select person_id, entered_by from application where id = $1', [
			made.application,
		]);
		expect(rows[0]?.entered_by).toBe(secretary.personId);
		const holder = String(rows[0]?.person_id);
		expect(await mailAddressOf(ctx, holder)).toBe('pia@post.example');
		// An address that somebody wrote down proves nothing.
		expect((await addressesOf(ctx, holder))[0]?.verifiedAt).toBeNull();
		expect(await enteredFor(ctx, made.application, 'en')).toMatchObject({
			by: 'Sam Secretary',
			for: 'Pia Post',
			claimedAt: null,
		});
		const history = await historyOf(ctx, { type: 'application', id: made.application });
		expect(history.find(({ action }) => action === 'enter')?.data).toMatchObject({ late: true, original: true });
		expect(JSON.stringify(history)).not.toContain('pia@post');
		const mail = await ctx.byHand("select locale, text from mail where to_address = 'pia@post.example'");
		expect(mail.rows).toMatchObject([{ locale: 'zh' }]);
		await postMessage(ctx, secretary, { application: made.application, as: 'desk', text: 'A question.' });
		await ctx.runJobs();
		expect((await ctx.byHand("select 1 from mail where to_address = 'pia@post.example'")).rows).toHaveLength(2);
	});

	it('the mail that came is for the desk alone', async () => {
		const original = await stored('From: pia\n\nDesk only', 'mail.eml', 'message/rfc822');
		const made = await enter('only@post.example', { original });
		const pia = await somebody(ctx, 'only@post.example', 'Pia', 'Post');
		const [file] = await originalsOf(ctx, secretary, { application: made.application });
		expect(file?.name).toBe('mail.eml');
		expect(
			await addressOfOriginal(ctx, secretary, { application: made.application, file: file?.id as string }),
		).toMatch(/\w/);
		const own = { application: made.application, file: file?.id as string };
		expect(await refusalOf(addressOfOriginal(ctx, pia, own))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(addressOfFile(ctx, pia, own))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(originalsOf(ctx, visitor, own))).toMatchObject({ kind: 'signed-out' });
		const seen = [
			await applicationForAuthor(ctx, pia, { application: made.application, locale: 'en' }),
			await peopleOfApplication(ctx, pia, { application: made.application, locale: 'en' }),
			await callsPersonData.export(ctx, pia.personId),
		];
		expect(JSON.stringify(seen)).not.toContain('mail.eml');
	});

	it('he confirms it by the link or, signed in at the address, on its page', async () => {
		const made = await enter('conf@post.example');
		const pia = await somebody(ctx, 'conf@post.example', 'Pia', 'Post');
		await confirmEntered(ctx, pia, { application: made.application });
		await confirmEntered(ctx, pia, { application: made.application });
		expect((await enteredFor(ctx, made.application, 'en'))?.claimedAt).not.toBeNull();
		const history = await historyOf(ctx, { type: 'application', id: made.application });
		expect(history.filter(({ action }) => action === 'claim')).toHaveLength(1);
		const other = await somebody(ctx, 'nosy@post.example');
		expect(await refusalOf(confirmEntered(ctx, other, { application: made.application }))).toMatchObject({
			kind: 'not-found',
		});
	});

	it('whoever has another account claims it by the link, once', async () => {
		const made = await enter('old@post.example');
		const pia = await somebody(ctx, 'new@post.example', 'Pia', 'Post');
		const [secret] = await secretsTo(ctx, 'old@post.example', 'join');
		await acceptInvite(ctx, pia, { secret: secret as string });
		expect(await applicationForAuthor(ctx, pia, { application: made.application, locale: 'en' })).toBeTruthy();
		const thief = await somebody(ctx, 'thief@post.example');
		expect(await refusalOf(acceptInvite(ctx, thief, { secret: secret as string }))).toMatchObject({
			code: 'invite-taken',
		});
	});

	it('only the desk enters; what is wrong is said at its field; gaps only when asked for', async () => {
		const input: EnterInput = {
			call,
			name: '',
			address: 'nowhere',
			locale: 'en',
			entries: [['authors.0.family', 'Post']],
			once: newId(),
		};
		const stranger = await somebody(ctx, 'stranger@post.example');
		expect(await refusalOf(enterApplication(ctx, stranger, input))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(enterApplication(ctx, visitor, input))).toMatchObject({ kind: 'signed-out' });
		const refused = await refusalOf(enterApplication(ctx, secretary, input));
		expect((refused as { problems: { path: string }[] }).problems.map(({ path }) => path)).toEqual(
			expect.arrayContaining(['forName', 'forAddress', 'title']),
		);
		const gaps = { ...input, name: 'Pia Post', address: 'gaps@post.example', incomplete: true };
		expect(await enterApplication(ctx, secretary, gaps)).toMatchObject({ missing: 2 });
		const program = await stored('MZ', 'letter.exe', 'application/x-msdownload');
		const bad = enterApplication(ctx, organiser, { ...gaps, once: newId(), original: program });
		expect(await refusalOf(bad)).toMatchObject({ problems: [{ path: 'original', code: 'file-type' }] });
	});
});
