import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import {
	cancelRelease,
	correctStatement,
	createStatement,
	errataOf,
	listStatements,
	printingsOf,
	publicStatement,
	readForDesk,
	releaseStatement,
	saveStatementDraft,
	signatureByLink,
	statementDueHandlers,
	versionsOf,
} from './index.ts';
import { codesOf, openTime, refusalOf, releasedForTest, signForTest, texts, statementGround } from './testing.ts';

const { ctx, one, form } = await statementGround('desk-statement', 'before');

describe('drafting and release', () => {
	it('keeps every draft, tells who saves on an older one, and shows nothing before the release', async () => {
		const id = await createStatement(ctx, one.organiser, {
			slug: 'planned',
			organisation: one.organisation,
			edition: null,
			kind: 'consensus',
			zone: 'Asia/Shanghai',
			authoritative: 'zh',
		});
		const save = (revision: number, title: string) =>
			saveStatementDraft(ctx, one.organiser, {
				statement: id,
				texts: { en: { title, body: 'Text.' }, zh: { title: '', body: '' } },
				remark: 'first try',
				revision,
			});
		expect(await save(0, 'Secret title')).toBe(1);
		expect(await save(0, 'Secret title')).toBe(1);
		expect(await refusalOf(save(0, 'Other'))).toMatchObject({ code: 'draft-changed-meanwhile' });
		expect(await refusalOf(releaseStatement(ctx, one.organiser, { statement: id, revision: 1 }))).toMatchObject({
			problems: [{ path: 'texts', code: 'authoritative-missing' }],
		});
		const both = { en: { title: 'Planned', body: 'Text.' }, zh: { title: '共识', body: '正文。' } };
		await saveStatementDraft(ctx, one.organiser, { statement: id, texts: both, remark: '', revision: 1 });
		const at = openTime + 3_600_000;
		await releaseStatement(ctx, one.organiser, { statement: id, revision: 2, at });
		expect(await publicStatement(ctx, 'planned')).toBeUndefined();
		expect(JSON.stringify(await listStatements(ctx))).not.toContain('Planned');
		// What is written after it was planned does not go out.
		const later = { ...both, zh: { title: '共识', body: '后来的话。' } };
		await saveStatementDraft(ctx, one.organiser, { statement: id, texts: later, remark: '', revision: 2 });
		await runDue(ctx, statementDueHandlers);
		expect(await publicStatement(ctx, 'planned')).toBeUndefined();
		ctx.setNow(at);
		await runDue(ctx, statementDueHandlers);
		expect((await publicStatement(ctx, 'planned'))?.texts.zh?.body).toBe('正文。');
		expect((await listStatements(ctx)).find(({ slug }) => slug === 'planned')).toMatchObject({ signatures: null });
		expect(await refusalOf(signForTest(ctx, 'planned', form()))).toMatchObject({ kind: 'not-found' });
		ctx.setNow(openTime);
	});

	it('is taken back while it is planned, and the text with it', async () => {
		const two = await releasedForTest(ctx, 'taken-back');
		const other = { ...texts, en: { ...texts.en, body: 'Never to be seen.' } };
		const revision = await saveStatementDraft(ctx, two.organiser, {
			statement: two.id,
			texts: other,
			remark: '',
			revision: 1,
		});
		const note = { en: 'Other', zh: '改' };
		const at = openTime + 60_000;
		await releaseStatement(ctx, two.organiser, { statement: two.id, revision, note, at });
		expect(JSON.stringify([await printingsOf(ctx, two.id), await versionsOf(ctx, two.id)])).not.toContain(
			'Never to be',
		);
		expect(await refusalOf(releaseStatement(ctx, two.organiser, { statement: two.id, revision, note }))).toMatchObject({
			code: 'planned-already',
		});
		await cancelRelease(ctx, two.organiser, { statement: two.id });
		ctx.setNow(at);
		await runDue(ctx, statementDueHandlers);
		expect((await publicStatement(ctx, two.slug))?.version).toBe(1);
		ctx.setNow(openTime);
	});

	it('a version must say something else, and what', async () => {
		const two = await releasedForTest(ctx, 'same-again');
		const release = (note?: { en: string; zh: string }) =>
			releaseStatement(ctx, two.organiser, { statement: two.id, revision: 1, note });
		expect(codesOf(await refusalOf(release()))).toEqual(['note.en missing', 'note.zh missing']);
		expect(codesOf(await refusalOf(release({ en: 'x', zh: ' ' })))).toEqual(['note.zh missing']);
		expect(await refusalOf(release({ en: 'x', zh: 'x' }))).toMatchObject({ code: 'nothing-changed' });
	});
});

describe('a slip of the pen', () => {
	it('is put right in a dated log; version and signatures stay with what they were', async () => {
		const two = await releasedForTest(ctx, 'slip');
		const { secret } = await signForTest(ctx, two.slug, form());
		const signed = (await signatureByLink(ctx, visitor, secret as string)).digest;
		const correct = (body: string) =>
			correctStatement(ctx, two.organiser, {
				statement: two.id,
				locale: 'en',
				title: texts.en.title,
				body,
				note: { en: 'A comma.', zh: '逗号。' },
			});
		expect(codesOf(await refusalOf(correct(texts.en.body)))).toEqual(['body nothing-changed']);
		expect(codesOf(await refusalOf(correct(texts.en.body.replace('3', '30'))))).toEqual(['body figures-changed']);
		expect(codesOf(await refusalOf(correct(texts.en.body.replace('be shared', 'not be shared'))))).toEqual([
			'body sense-changed',
		]);
		expect(codesOf(await refusalOf(correct(`${texts.en.body}\n\n${'And more. '.repeat(9)}`)))).toEqual([
			'body too-much',
		]);
		await correct(texts.en.body.replace('shared.', 'shared, please.'));
		const found = await publicStatement(ctx, two.slug);
		expect([found?.version, found?.texts.en?.printing]).toEqual([1, 2]);
		expect(found?.texts.en?.digest).not.toBe(signed);
		expect(await errataOf(ctx, two.id)).toMatchObject([
			{ version: 1, locale: 'en', printing: 2, note: { en: 'A comma.' } },
		]);
		expect((await signatureByLink(ctx, visitor, secret as string)).digest).toBe(signed);
		// The old printing can still be fetched, and has the digest that was signed.
		expect((await printingsOf(ctx, two.id)).map(({ digest }) => digest)).toContain(signed);
		expect((await readForDesk(ctx, two.organiser, two.id)).row.draft.en?.body).toContain('please');
	});
});
