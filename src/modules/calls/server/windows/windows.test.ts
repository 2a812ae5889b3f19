import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { attachAddress } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { formEntries } from '../../answers.ts';
import { sampleAnswers, sampleCall, sampleForm } from '../../testing.ts';
import {
	arrivalOf,
	callForVisitor,
	extendCall,
	jobHandlers,
	lateLinksOf,
	type LateLinkRow,
	makeLateLink,
	openLateLink,
	previewExtension,
	revokeLateLink,
	saveDraft,
	startDraft,
	submit,
	submitAtOnce,
} from '../index.ts';
import { edition, makeApplication, makeCall, makeDraft, organiser, person, refusalOf, secretary } from '../testing.ts';

const ctx = await testContext({ jobs: jobHandlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const close = Date.parse('2021-10-16T00:00:00+08:00');
const call = await makeCall(ctx, { title: sampleCall.title });
const at = { desk: edition, call: 'abstracts' };
const path = '/edition-one/calls/abstracts/apply';
const entries = formEntries(sampleForm, sampleAnswers());
const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;
const during = () => ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));

async function known(id: string, address: string) {
	await ctx.byHand(
		`insert into person (id, names, titles, affiliations, sample, created_at, changed_at) values ($1, '{}', '{"en":[],"zh":[]}', '[]', true, $2, $2)`,
		[id, '2021-10-01T00:00:00Z'],
	);
	await attachAddress(ctx, id, address, { verified: true });
	return person(id);
}

/** A link of one use until the end of the month, unless told otherwise; the secret as its holder has it. */
async function linkOf(change: Partial<Parameters<typeof makeLateLink>[2]> = {}) {
	const made = await makeLateLink(ctx, secretary, {
		...at,
		path,
		label: 'Prof. Late',
		email: '',
		locale: 'en',
		uses: 1,
		expires: '2021-10-31',
		...change,
	});
	return { ...made, secret: new URL(made.link).searchParams.get('late') as string };
}
const listed = async (id: string) =>
	(await lateLinksOf(ctx, secretary, at)).find((one) => one.id === id) as LateLinkRow;

describe('the last second of a call', () => {
	it('takes 23:59:59, refuses 00:00:00, and keeps the draft', async () => {
		during();
		const [inTime, tooLate] = [await makeDraft(ctx, call, person('p1')), await makeDraft(ctx, call, person('p2'))];
		ctx.setNow(close - 1000);
		expect(await submit(ctx, person('p1'), { draft: inTime })).toMatchObject({ version: 1 });
		ctx.setNow(close);
		expect(await refusalOf(submit(ctx, person('p2'), { draft: tooLate }))).toMatchObject({ code: 'window-closed' });
		const kept = await saveDraft(ctx, person('p2'), { draft: tooLate, revision: 1, entries });
		expect(kept).toMatchObject({ saved: true });
	});
});

describe('a personal link', () => {
	it('lets its holder begin, save and hand in after the close, and is counted', async () => {
		const { id, secret, link } = await linkOf({ uses: 2 });
		expect(link).toBe(`http://orrery.test${path}?late=${secret}`);
		expect(JSON.stringify(await rows('select * from late_link'))).not.toContain(secret);
		ctx.setNow(close + 3_600_000);
		const begin = (late?: string) => startDraft(ctx, person('p3'), { call, locale: 'en', entries, late });
		expect(await refusalOf(begin())).toMatchObject({ code: 'window-closed' });
		expect(await refusalOf(begin('0'.repeat(40)))).toMatchObject({ code: 'window-closed' });
		const { draft } = await begin(secret);
		expect(await saveDraft(ctx, person('p3'), { draft, revision: 1, entries })).toMatchObject({ saved: true });
		// From another device: the draft knows its link, the browser holds none.
		const receipt = await submit(ctx, person('p3'), { draft });
		expect(await submit(ctx, person('p3'), { draft })).toMatchObject({ application: receipt.application, again: true });
		expect(await listed(id)).toMatchObject({ used: 1, uses: 2, state: 'usable' });
		expect(await arrivalOf(ctx, receipt.application)).toEqual({ late: 'Prof. Late', round: null });

		const of = await callForVisitor(ctx, { editionId: edition, call: 'abstracts' });
		if (!of) throw new Error('no call');
		const whole = { call: of, locale: 'en', entries, once: newId() } as const;
		expect(await refusalOf(submitAtOnce(ctx, person('p4'), whole))).toMatchObject({ code: 'window-closed' });
		await submitAtOnce(ctx, person('p4'), { ...whole, late: secret });
		expect(await listed(id)).toMatchObject({ used: 2, state: 'used-up' });
		expect(await refusalOf(begin(secret))).toMatchObject({ code: 'window-closed' });
	});

	it('is not counted for what comes in time', async () => {
		during();
		const { id, secret } = await linkOf();
		const { draft } = await startDraft(ctx, person('p5'), { call, locale: 'en', entries, late: secret });
		const { application } = await submit(ctx, person('p5'), { draft });
		expect(await listed(id)).toMatchObject({ used: 0 });
		expect(await arrivalOf(ctx, application)).toMatchObject({ late: null });
	});

	it('has its last use once: of two at the same moment one wins, and the other keeps the draft', async () => {
		const { id, secret } = await linkOf();
		ctx.setNow(close + 1);
		const drafts = await Promise.all(
			['p6', 'p7', 'p8'].map(async (name) => {
				const { draft } = await startDraft(ctx, person(name), { call, locale: 'en', entries, late: secret });
				return { name, draft };
			}),
		);
		const ended = await Promise.all(
			drafts.map(({ name, draft }) => refusalOf(submit(ctx, person(name), { draft, late: secret }))),
		);
		expect(ended.filter((one) => one === 'not refused')).toHaveLength(1);
		expect(ended.filter((one) => (one as { code?: string }).code === 'late-link-spent')).toHaveLength(2);
		expect(await listed(id)).toMatchObject({ used: 1 });
		expect(await rows('select id from draft where late_link_id = $1', [id])).toHaveLength(2);
	});

	it('goes with a draft that was begun in time, when its holder opens it', async () => {
		during();
		const { token, draft } = await startDraft(ctx, visitor, { call, locale: 'zh', entries });
		const theirs = await startDraft(ctx, visitor, { call, locale: 'zh', entries });
		const { secret } = await linkOf();
		ctx.setNow(close + 1);
		expect(await openLateLink(ctx, visitor, { call, secret, token })).toMatchObject({ left: 1 });
		const bound = await rows('select late_link_id from draft where id = any($1) order by id = $2', [
			[draft, theirs.draft],
			draft,
		]);
		expect(bound.map((row) => row.late_link_id !== null)).toEqual([false, true]);
	});

	it('opens nothing before the call opens, after its end, once revoked, and no other call', async () => {
		during();
		const early = await makeCall(ctx, {
			slug: 'later',
			window: { zone: 'Asia/Shanghai', opens: '2021-12-01', closes: '2021-12-15', graceMinutes: 0, lastHours: 24 },
		});
		const { secret: other } = await linkOf({ call: 'later' });
		const before = await startDraft(ctx, person('p9'), { call: early, locale: 'en', entries, late: other });
		expect(await refusalOf(submit(ctx, person('p9'), { draft: before.draft, late: other }))).toMatchObject({
			code: 'window-not-open',
		});
		const [short, ended] = [await linkOf({ expires: '2021-10-17T12:00' }), await linkOf()];
		ctx.setNow(Date.parse('2021-10-17T11:59:59+08:00'));
		const begun = await startDraft(ctx, person('p10'), { call, locale: 'en', entries, late: short.secret });
		expect(await refusalOf(startDraft(ctx, person('p10'), { call, locale: 'en', late: other }))).toMatchObject({
			code: 'window-closed',
		});
		ctx.setNow(Date.parse('2021-10-17T12:00:00+08:00'));
		expect(await refusalOf(submit(ctx, person('p10'), { draft: begun.draft }))).toMatchObject({
			code: 'late-link-spent',
		});
		await revokeLateLink(ctx, secretary, { ...at, link: ended.id });
		expect(await refusalOf(startDraft(ctx, person('p11'), { call, locale: 'en', late: ended.secret }))).toMatchObject({
			code: 'window-closed',
		});
		expect((await listed(short.id)).state).toBe('expired');
		expect((await listed(ended.id)).state).toBe('revoked');
	});

	it('is made, listed and revoked by the desk alone; what is wrong is said at its field', async () => {
		during();
		const { id } = await linkOf();
		const chair = person('chair', { relation: 'chair', on: 'call', id: call });
		for (const [actor, kind] of [
			[visitor, 'signed-out'],
			[person('nobody'), 'not-found'],
			[person('elsewhere', { relation: 'secretary', on: 'edition', id: 'edition2' }), 'not-found'],
			[chair, 'forbidden'],
		] as const) {
			expect(await refusalOf(lateLinksOf(ctx, actor, at))).toMatchObject({ kind });
			expect(await refusalOf(revokeLateLink(ctx, actor, { ...at, link: id }))).toMatchObject({ kind });
			const make = makeLateLink(ctx, actor, {
				...at,
				path,
				label: 'x',
				email: '',
				locale: 'en',
				uses: 1,
				expires: '2021-11-01',
			});
			expect(await refusalOf(make)).toMatchObject({ kind });
		}
		const wrong = await refusalOf(linkOf({ label: ' ', email: 'no', uses: 0, expires: '2021-10-09' }));
		expect((wrong as { problems: { path: string }[] }).problems.map((one) => one.path)).toEqual([
			'label',
			'email',
			'uses',
			'expires',
		]);
		const one = await ctx.countStatements(() => lateLinksOf(ctx, secretary, at));
		for (let i = 0; i < 5; i += 1) await linkOf();
		expect(await ctx.countStatements(() => lateLinksOf(ctx, secretary, at))).toBe(one);
	});

	it('goes out by mail where it is wished, in the language wished', async () => {
		during();
		const { link } = await linkOf({ email: 'Late@university.example', locale: 'zh' });
		const [mail] = await rows("select to_address, text, locale from mail where kind = 'late-link'");
		expect(mail).toMatchObject({ to_address: 'late@university.example', locale: 'zh' });
		expect(mail.text).toContain(link);
	});
});

describe('an extension', () => {
	it('is logged, and mailed once to everybody who is writing and on wish to who has applied, each in his language', async () => {
		during();
		const id = await makeCall(ctx, { slug: 'travel', contact: 'desk@symposium.example' });
		const here = { desk: edition, call: 'travel' };
		const writer = await known('writer', 'writer@university.example');
		const applicant = await known('applicant', 'applicant@university.example');
		const gone = await known('gone', 'gone@university.example');
		await makeDraft(ctx, id, writer, { title: 'Half done' });
		await makeDraft(ctx, id, writer);
		const zh = await startDraft(ctx, applicant, { call: id, locale: 'zh', entries });
		await submit(ctx, applicant, { draft: zh.draft });
		const withdrawn = await makeApplication(ctx, id, gone);
		await ctx.byHand("update application set state = 'withdrawn' where id = $1", [withdrawn.application]);
		// Nobody's yet: one with an address in it, one without.
		await startDraft(ctx, visitor, { call: id, locale: 'en', entries });
		await startDraft(ctx, visitor, { call: id, locale: 'en', entries: [['title', 'No address']] });

		ctx.setNow(close + 3_600_000);
		const told = await previewExtension(ctx, secretary, { call: id });
		expect([told.writing.readers.length, told.all.readers.length, told.writing.unreachable]).toEqual([2, 3, 1]);
		const extend = { ...here, closes: '2021-10-20', reason: { en: 'Many asked.' }, applicants: true, seen: close };
		const done = await extendCall(ctx, secretary, extend);
		expect(done).toMatchObject({ told: 3, closesAt: Date.parse('2021-10-21T00:00:00+08:00') });
		await ctx.runJobs();
		await jobHandlers['calls.extension']?.(ctx, { extension: done.id });
		const mails = await rows("select to_address, locale, text from mail where kind = 'extension' order by to_address");
		expect(mails.map((mail) => [mail.to_address, mail.locale])).toEqual([
			['ada@university.example', 'en'],
			['applicant@university.example', 'zh'],
			['writer@university.example', 'en'],
		]);
		expect(mails[2].text).toContain('20 October 2021, 23:59');
		expect(mails[2].text).toContain('Many asked.');
		expect(mails[1].text).toContain('2021年10月20日 23:59');
		const history = await historyOf(ctx, { type: 'call', id });
		expect(history.at(-1)).toMatchObject({ action: 'extend-call', data: { from: close, told: 3, applicants: true } });
		// What was refused is taken now.
		expect(await makeApplication(ctx, id, person('p20'))).toMatchObject({ version: 1 });
	});

	it('is told to who writes with others, once, and not to who has left or only reads', async () => {
		during();
		const id = await makeCall(ctx, { slug: 'shared', contact: 'desk@symposium.example' });
		const holder = await known('holder', 'holder@university.example');
		await known('co-writer', 'co-writer@university.example');
		await known('reader', 'reader@university.example');
		await known('left', 'left@university.example');
		const draft = await makeDraft(ctx, id, holder, { title: 'Ours' });
		const member = (of: { draft?: string; application?: string }, who: string, mayWrite: boolean, ended = false) =>
			ctx.byHand(
				`insert into application_member (id, draft_id, application_id, person_id, may_write, added_at, ended_at)
					values ($1, $2, $3, $4, $5, now(), $6)`,
				[newId(), of.draft ?? null, of.application ?? null, who, mayWrite, ended ? new Date() : null],
			);
		await member({ draft }, 'co-writer', true);
		await member({ draft }, 'reader', false);
		await member({ draft }, 'left', true, true);
		const told = await previewExtension(ctx, secretary, { call: id });
		expect(told.writing.readers.map(({ address, draft: title }) => [address, title])).toEqual([
			['holder@university.example', 'Ours'],
			['co-writer@university.example', 'Ours'],
		]);
		expect(told.writing.writing).toBe(2);
		const { application } = await submit(ctx, holder, { draft });
		await ctx.byHand('update application_member set application_id = $1, draft_id = null where draft_id = $2', [
			application,
			draft,
		]);
		const later = await previewExtension(ctx, secretary, { call: id });
		expect(later.writing.readers).toEqual([]);
		expect(later.all.readers.map(({ address }) => address).sort()).toEqual([
			'co-writer@university.example',
			'holder@university.example',
		]);
	});

	it('is refused when it is none, when the close was moved meanwhile, and to who may not', async () => {
		during();
		const extend = { ...at, closes: '2021-10-18', reason: {}, applicants: false, seen: close };
		for (const [closes, code] of [
			['2021-10-15', 'not-later'],
			['2021-10-12', 'not-later'],
			['soon', 'not-a-time'],
		] as const) {
			expect(await refusalOf(extendCall(ctx, organiser, { ...extend, closes }))).toMatchObject({
				problems: [{ code }],
			});
		}
		expect(await refusalOf(extendCall(ctx, organiser, { ...extend, seen: close - 1 }))).toMatchObject({
			code: 'window-moved',
		});
		const chair = person('chair', { relation: 'chair', on: 'call', id: call });
		expect(await refusalOf(extendCall(ctx, chair, extend))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(extendCall(ctx, person('nobody'), extend))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(previewExtension(ctx, chair, { call }))).toMatchObject({ kind: 'forbidden' });
		const two = await Promise.all([1, 2].map(() => refusalOf(extendCall(ctx, organiser, extend))));
		expect(two.filter((one) => one === 'not refused')).toHaveLength(1);
	});
});
