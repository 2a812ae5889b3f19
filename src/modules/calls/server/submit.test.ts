import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { newId } from '#core/ids/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { formEntries } from '../answers.ts';
import { sampleAnswers, sampleForm, wordsOf } from '../testing.ts';
import {
	addressOfDraftFile,
	addressOfFile,
	attachFile,
	changeField,
	claimDrafts,
	discardDraft,
	saveDraft,
	startChange,
	startDraft,
	callForVisitor,
	submit,
	submitAtOnce,
	withdraw,
} from './index.ts';
import { makeApplication, makeCall, makeDraft, notingJobs, person, refusalOf, secretary } from './testing.ts';

const jobs = notingJobs();
const ctx = await testContext({ jobs: jobs.handlers });
const open = Date.parse('2021-10-10T09:00:00+08:00');
const close = Date.parse('2021-10-16T00:00:00+08:00');
ctx.setNow(open);
const call = await makeCall(ctx);
const author = person('author');
const other = person('other');
const entriesOf = (change = {}) => formEntries(sampleForm, sampleAnswers(change));
const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;
const draftRow = async (id: string) => (await rows('select * from draft where id = $1', [id]))[0];

describe('a draft', () => {
	it('begins before sign-in, and belongs to whoever holds the cookie', async () => {
		const started = await startDraft(ctx, visitor, { call, locale: 'zh', entries: [['title', 'Half a title']] });
		expect(started.token).toMatch(/^[0-9a-z]{40}$/);
		const key = { draft: started.draft, token: started.token };
		const saved = await saveDraft(ctx, visitor, { ...key, revision: 1, entries: entriesOf({ title: 'A title' }) });
		expect(saved).toMatchObject({ saved: true, revision: 2 });
		expect((await draftRow(started.draft)).answers.title).toBe('A title');
		expect((await draftRow(started.draft)).token_digest).not.toContain(started.token);

		for (const token of [undefined, null, '', 'wrong']) {
			const stranger = saveDraft(ctx, visitor, { draft: started.draft, token, revision: 2, entries: [] });
			expect(await refusalOf(stranger)).toMatchObject({ kind: 'signed-out' });
		}
		const person2 = saveDraft(ctx, other, { draft: started.draft, revision: 2, entries: [] });
		expect(await refusalOf(person2)).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(submit(ctx, visitor, key))).toMatchObject({ kind: 'signed-out' });

		const token = started.token as string;
		expect(await claimDrafts(ctx, author, token)).toEqual([started.draft]);
		expect(await claimDrafts(ctx, other, token)).toEqual([]);
		const withCookie = saveDraft(ctx, visitor, { ...key, revision: 2, entries: [] });
		expect(await refusalOf(withCookie)).toMatchObject({ kind: 'signed-out' });
		expect(await submit(ctx, author, { draft: started.draft })).toMatchObject({ version: 1, again: false });
	});

	it('keeps what is wrong, and records nothing', async () => {
		const draft = await makeDraft(ctx, call, author, { abstract: wordsOf(3), track: 'nonsense', original: undefined });
		expect((await draftRow(draft)).answers).toMatchObject({ track: 'nonsense' });
		expect(await historyOf(ctx, { type: 'draft', id: draft })).toEqual([]);
		expect(await refusalOf(submit(ctx, author, { draft }))).toMatchObject({
			kind: 'invalid',
			problems: [
				{ path: 'track', code: 'unknown-option' },
				{ path: 'abstract', code: 'too-few-words', params: { words: 3, min: 250, max: 500 } },
				{ path: 'original', code: 'not-declared' },
			],
		});
		expect((await draftRow(draft)).answers).toMatchObject({ track: 'nonsense', title: 'Bone loss and $g$' });
		await discardDraft(ctx, author, { draft });
		expect(await draftRow(draft)).toBeUndefined();
	});

	it('that two devices save shows both texts instead of losing one', async () => {
		const draft = await makeDraft(ctx, call, author);
		const first = await saveDraft(ctx, author, {
			draft,
			revision: 1,
			entries: entriesOf({ title: 'From the telephone' }),
		});
		expect(first.saved).toBe(true);
		const second = await saveDraft(ctx, author, { draft, revision: 1, entries: entriesOf({ title: 'From the desk' }) });
		if (second.saved) throw new Error('the conflict was not noticed');
		expect(second.theirs.title).toBe('From the telephone');
		expect(second.yours.title).toBe('From the desk');
		expect(second.changes.map((change) => change.field.id)).toEqual(['title']);
		expect((await draftRow(draft)).answers.title).toBe('From the telephone');
		const third = await saveDraft(ctx, author, {
			draft,
			revision: second.revision,
			entries: entriesOf({ title: 'Both' }),
		});
		expect(third).toMatchObject({ saved: true, revision: 3 });
	});

	it('sent twice with the same answers is saved once, and no conflict', async () => {
		const draft = await makeDraft(ctx, call, author);
		const save = () => saveDraft(ctx, author, { draft, revision: 1, entries: entriesOf({ title: 'Clicked twice' }) });
		const done = await Promise.all([save(), save(), save()]);
		for (const saved of done) expect(saved).toMatchObject({ saved: true, revision: 2 });
	});

	it('takes what can be no revision as an old one, and keeps both texts', async () => {
		const draft = await makeDraft(ctx, call, author);
		for (const revision of [Number.NaN, -1, 1.5, 1e99, 99_999_999_999, Number.POSITIVE_INFINITY]) {
			const saved = await saveDraft(ctx, author, { draft, revision, entries: entriesOf({ title: 'Typed' }) });
			if (saved.saved) throw new Error(`${revision} was taken for the present revision`);
			expect(saved.yours.title).toBe('Typed');
		}
	});

	it('loses no save when many come at once', async () => {
		const draft = await makeDraft(ctx, call, author);
		const saves = Array.from({ length: 8 }, (_, i) =>
			saveDraft(ctx, author, { draft, revision: 1, entries: entriesOf({ title: `Save ${i}` }) }),
		);
		const done = await Promise.all(saves);
		expect(done.filter((save) => save.saved)).toHaveLength(1);
	});

	it('takes files that fit its field, and shows others the door', async () => {
		const draft = await makeDraft(ctx, call, author);
		const file = { name: 'figures.pdf', bytes: 1000, digest: 'a'.repeat(64), mediaType: 'application/pdf' };
		const bad = attachFile(ctx, author, {
			draft,
			field: 'supporting',
			file: { ...file, mediaType: 'application/x-msdownload' },
		});
		expect(await refusalOf(bad)).toMatchObject({ problems: [{ path: 'supporting', code: 'file-type' }] });
		const large = attachFile(ctx, author, { draft, field: 'supporting', file: { ...file, bytes: 60_000_000 } });
		expect(await refusalOf(large)).toMatchObject({ problems: [{ path: 'supporting', code: 'file-too-large' }] });
		expect(await refusalOf(attachFile(ctx, other, { draft, field: 'supporting', file }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(attachFile(ctx, author, { draft, field: 'title', file }))).toMatchObject({
			kind: 'not-found',
		});
		const { answer, revision } = await attachFile(ctx, author, { draft, field: 'supporting', file });
		const entries = [...entriesOf(), ['supporting.file', answer.file] as const];
		expect(await saveDraft(ctx, author, { draft, revision, entries })).toMatchObject({ saved: true });
		const elsewhere = await makeDraft(ctx, call, other);
		const stolen = await saveDraft(ctx, other, { draft: elsewhere, revision: 1, entries });
		expect(stolen.saved && stolen.answers.supporting).toBeUndefined();
		const receipt = await submit(ctx, author, { draft });
		const [version] = await rows('select answers from application_version where application_id = $1', [
			receipt.application,
		]);
		expect(version.answers.supporting).toEqual({
			file: answer.file,
			name: 'figures.pdf',
			type: 'application/pdf',
			bytes: 1000,
		});
		const [kept] = await rows('select application_id from application_file where id = $1', [answer.file]);
		expect(kept.application_id).toBe(receipt.application);

		const wanted = { application: receipt.application, file: answer.file };
		expect(await addressOfFile(ctx, author, wanted)).not.toBe(await addressOfFile(ctx, secretary, wanted));
		expect(await refusalOf(addressOfFile(ctx, other, wanted))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(addressOfFile(ctx, visitor, wanted))).toMatchObject({ kind: 'signed-out' });
		const foreign = await makeApplication(ctx, call, author);
		const elsewhereAsked = addressOfFile(ctx, author, { ...wanted, application: foreign.application });
		expect(await refusalOf(elsewhereAsked)).toMatchObject({ kind: 'not-found' });
	});

	it('that is thrown away leaves no file behind, but keeps those of what was submitted', async () => {
		const draft = await makeDraft(ctx, call, author);
		const file = { name: 'a.pdf', bytes: 10, digest: 'b'.repeat(64), mediaType: 'application/pdf' };
		const { answer } = await attachFile(ctx, author, { draft, field: 'supporting', file });
		expect(await addressOfDraftFile(ctx, author, { draft, file: answer.file })).toMatch(/^[0-9a-z]{20}$/);
		const { application } = await submit(ctx, author, { draft });
		const change = await startChange(ctx, author, { application });
		const added = await attachFile(ctx, author, { draft: change.draft, field: 'supporting', file });
		const left = async () =>
			(await rows('select id from file where id = any($1)', [[answer.file, added.answer.file]])).length;
		expect(await left()).toBe(2);
		await discardDraft(ctx, author, { draft: change.draft });
		expect(await left()).toBe(1);
	});
});

describe('submitting', () => {
	it('makes an application with an immutable version, a receipt and a ledger event', async () => {
		jobs.done.length = 0;
		const receipt = await makeApplication(ctx, call, author, { title: 'On bones' });
		expect(receipt.number).toMatch(/^A-\d{3,}$/);
		const [application] = await rows('select * from application where id = $1', [receipt.application]);
		expect(application).toMatchObject({
			state: 'submitted',
			version: 1,
			title: 'On bones',
			track: 'T3',
			mode: 'on-site',
			format: 'talk',
			student: true,
			people: 'Ada Example; Lei Li',
		});
		expect(await historyOf(ctx, { type: 'application', id: receipt.application })).toMatchObject([
			{ action: 'submit', actor: 'person:author', data: { version: 1, number: receipt.number, track: 'T3' } },
		]);
		await ctx.runJobs();
		expect(jobs.done).toContainEqual({ name: 'calls.receipt', data: { application: receipt.application, version: 1 } });

		const at = [receipt.application];
		await expect(
			ctx.byHand(`update application_version set answers = '{}' where application_id = $1`, at),
		).rejects.toThrow('immutable');
		await expect(ctx.byHand('delete from application_version where application_id = $1', at)).rejects.toThrow(
			'immutable',
		);
		await expect(ctx.byHand('truncate application_version')).rejects.toThrow('immutable');
	});

	it('twice at once gives one application and the same receipt', async () => {
		const draft = await makeDraft(ctx, call, author);
		const before = (await rows('select count(*)::int as n from application'))[0].n;
		const receipts = await Promise.all([1, 2, 3, 4].map(() => submit(ctx, author, { draft })));
		expect(new Set(receipts.map((receipt) => receipt.application)).size).toBe(1);
		expect(receipts.filter((receipt) => !receipt.again)).toHaveLength(1);
		expect((await rows('select count(*)::int as n from application'))[0].n).toBe(before + 1);
		expect(await refusalOf(submit(ctx, other, { draft }))).toMatchObject({ kind: 'not-found' });
	});

	it('is refused before the call opens and from the closing instant on, and the draft stays', async () => {
		const draft = await makeDraft(ctx, call, author);
		ctx.setNow(Date.parse('2021-10-01T00:00:00+08:00') - 1);
		expect(await refusalOf(submit(ctx, author, { draft }))).toMatchObject({ kind: 'closed', code: 'window-not-open' });
		ctx.setNow(close);
		expect(await refusalOf(submit(ctx, author, { draft }))).toMatchObject({
			kind: 'closed',
			code: 'window-closed',
			params: { closesAt: close, zone: 'Asia/Shanghai' },
		});
		expect(await draftRow(draft)).toBeDefined();
		expect(await saveDraft(ctx, author, { draft, revision: 1, entries: entriesOf() })).toMatchObject({ saved: true });
		expect(await refusalOf(startDraft(ctx, author, { call, locale: 'en' }))).toMatchObject({ code: 'window-closed' });
		ctx.setNow(close - 1);
		expect(await submit(ctx, author, { draft })).toMatchObject({ again: false });
		ctx.setNow(open);
	});

	it('costs few round trips', async () => {
		const draft = await makeDraft(ctx, call, author);
		const statements = await ctx.countStatements(() => submit(ctx, author, { draft }));
		expect(statements).toBeLessThanOrEqual(8);
	});
});

describe('afterwards', () => {
	it('a change until the deadline makes a new version; the first stays as it was', async () => {
		const { application, number } = await makeApplication(ctx, call, author, { title: 'First' });
		const change = await startChange(ctx, author, { application });
		expect(await startChange(ctx, author, { application })).toEqual(change);
		expect(await refusalOf(startChange(ctx, other, { application }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(startChange(ctx, secretary, { application }))).toMatchObject({ kind: 'forbidden' });
		await saveDraft(ctx, author, {
			draft: change.draft,
			revision: 1,
			entries: entriesOf({ title: 'Second', track: 'T1' }),
		});
		expect(await submit(ctx, author, { draft: change.draft })).toMatchObject({ application, number, version: 2 });
		expect(await submit(ctx, author, { draft: change.draft })).toMatchObject({ version: 2, again: true });
		const versions = await rows(
			'select version, event, answers from application_version where application_id = $1 order by 1',
			[application],
		);
		expect(versions.map((row) => [row.version, row.event, row.answers.title])).toEqual([
			[1, 'submit', 'First'],
			[2, 'change', 'Second'],
		]);
		expect((await rows('select title, track from application where id = $1', [application]))[0]).toEqual({
			title: 'Second',
			track: 'T1',
		});

		const late = await startChange(ctx, author, { application });
		ctx.setNow(close);
		expect(await refusalOf(submit(ctx, author, { draft: late.draft }))).toMatchObject({ code: 'window-closed' });
		expect(await refusalOf(startChange(ctx, author, { application }))).toMatchObject({ code: 'window-closed' });
		ctx.setNow(open);
	});

	it('withdrawing is for good, once', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const change = await startChange(ctx, author, { application });
		expect(await refusalOf(withdraw(ctx, other, { application }))).toMatchObject({ kind: 'not-found' });
		await withdraw(ctx, author, { application });
		await withdraw(ctx, author, { application });
		const history = await historyOf(ctx, { type: 'application', id: application });
		expect(history.map((event) => event.action)).toEqual(['submit', 'withdraw']);
		expect(await refusalOf(submit(ctx, author, { draft: change.draft }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(startChange(ctx, author, { application }))).toMatchObject({ code: 'wrong-state' });
	});

	it('a change and a withdrawal at once end in one of both orders', async () => {
		const { application } = await makeApplication(ctx, call, author);
		const { draft } = await startChange(ctx, author, { application });
		await Promise.allSettled([submit(ctx, author, { draft }), withdraw(ctx, author, { application })]);
		const [row] = await rows('select state, version from application where id = $1', [application]);
		const [{ n }] = await rows('select count(*)::int as n from application_version where application_id = $1', [
			application,
		]);
		expect(row).toEqual({ state: 'withdrawn', version: n });
	});

	it('on site or online may change after the close until its own date, nothing else', async () => {
		const { application } = await makeApplication(ctx, call, author);
		ctx.setNow(Date.parse('2021-11-10T16:59:59.999+08:00'));
		const online = { application, field: 'mode', entries: [['mode', 'online']] as [string, string][] };
		expect(await changeField(ctx, author, online)).toBe(2);
		expect(await changeField(ctx, author, online)).toBe(2);
		expect((await rows('select mode, title from application where id = $1', [application]))[0].mode).toBe('online');
		const title = changeField(ctx, author, { application, field: 'title', entries: [['title', 'New']] });
		expect(await refusalOf(title)).toMatchObject({ kind: 'forbidden', code: 'not-changeable' });
		expect(await refusalOf(changeField(ctx, author, { ...online, entries: [] }))).toMatchObject({
			problems: [{ path: 'mode', code: 'required' }],
		});
		expect(await refusalOf(changeField(ctx, other, online))).toMatchObject({ kind: 'not-found' });
		ctx.setNow(Date.parse('2021-11-10T17:00:00+08:00'));
		expect(await refusalOf(changeField(ctx, author, { ...online, entries: [['mode', 'on-site']] }))).toMatchObject({
			code: 'change-too-late',
		});
		ctx.setNow(open);
	});
});

describe('submitting at once, without a draft', () => {
	const form = async () => {
		const [row] = await rows('select edition_id, slug from call where id = $1', [call]);
		const found = await callForVisitor(ctx, { editionId: row.edition_id, call: row.slug });
		if (!found) throw new Error('the call is gone');
		return found;
	};
	const applications = async () => Number((await rows('select count(*) as n from application'))[0].n);

	it('is one application however often and however fast it is sent', async () => {
		ctx.setNow(open);
		const before = await applications();
		const input = { call: await form(), once: newId(), locale: 'en' as const, entries: entriesOf() };
		const receipts = await Promise.all([1, 2, 3, 4].map(() => submitAtOnce(ctx, author, input)));
		expect(new Set(receipts.map((receipt) => receipt.application)).size).toBe(1);
		expect(receipts.filter((receipt) => !receipt.again)).toHaveLength(1);
		expect(await applications()).toBe(before + 1);
	});

	it('gives nobody another person’s receipt', async () => {
		const input = { call: await form(), once: newId(), locale: 'en' as const, entries: entriesOf() };
		await submitAtOnce(ctx, author, input);
		expect(await refusalOf(submitAtOnce(ctx, other, input))).toMatchObject({ kind: 'not-found' });
	});

	it('stores nothing that is wrong, too late, signed out or without a fresh id', async () => {
		const before = await applications();
		const input = { call: await form(), once: newId(), locale: 'en' as const, entries: entriesOf() };
		const wrong = { ...input, entries: entriesOf({ title: '' }) };
		expect(await refusalOf(submitAtOnce(ctx, author, wrong))).toMatchObject({ kind: 'invalid' });
		expect(await refusalOf(submitAtOnce(ctx, visitor, input))).toMatchObject({ kind: 'signed-out' });
		for (const once of ['', 'x', '../../../../../../..']) {
			expect(await refusalOf(submitAtOnce(ctx, author, { ...input, once }))).toMatchObject({ kind: 'not-found' });
		}
		ctx.setNow(close - 1);
		await submitAtOnce(ctx, author, { ...input, once: newId() });
		ctx.setNow(close);
		expect(await refusalOf(submitAtOnce(ctx, author, input))).toMatchObject({ code: 'window-closed' });
		expect(await applications()).toBe(before + 1);
		ctx.setNow(open);
	});
});
