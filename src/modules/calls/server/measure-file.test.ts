import { expect, it } from 'vitest';
import { pdf, png } from '#core/pictures/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { formSchema } from '../form.ts';
import { applicationForAuthor, attachFile, saveDraft, startDraft, submit } from './index.ts';
import { makeCall, notingJobs, person, refusalOf } from './testing.ts';

const ctx = await testContext({ jobs: notingJobs().handlers });
ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
const label = { en: 'File', zh: '文件' };
const form = formSchema.parse({
	fields: [
		{ id: 'title', kind: 'short-text', role: 'title', label },
		{
			id: 'paper',
			kind: 'file',
			label,
			types: ['application/pdf'],
			maxBytes: 1_000_000,
			minPages: 1,
			maxPages: 2,
			paper: 'a4-or-letter',
		},
		{ id: 'logo', kind: 'file', label, types: ['image/png'], maxBytes: 1_000_000, minWidth: 600 },
	],
});
const call = await makeCall(ctx, { form });
const author = person('author');
const { draft } = await startDraft(ctx, author, { call, locale: 'en', entries: [['title', 'A paper']] });

async function attach(field: string, bytes: Uint8Array, mediaType: string) {
	const stored = await ctx.files.put(bytes);
	return attachFile(ctx, author, { draft, field, file: { ...stored, name: 'my file', mediaType } });
}
const a4 = [595.28, 841.89] as const;
const refused = (field: string, bytes: Uint8Array, mediaType: string) => refusalOf(attach(field, bytes, mediaType));

it('pages and paper of a document are counted when it arrives, and stay with its answer', async () => {
	expect(await refused('paper', pdf([a4, a4, a4]), 'application/pdf')).toMatchObject({
		kind: 'invalid',
		problems: [{ path: 'paper', code: 'too-many-pages', params: { pages: 3, max: 2 } }],
	});
	expect(await refused('paper', pdf([a4, [300, 300]]), 'application/pdf')).toMatchObject({
		problems: [{ path: 'paper', code: 'wrong-paper' }],
	});
	expect(await refused('paper', new TextEncoder().encode('%PDF-1.7 locked'), 'application/pdf')).toMatchObject({
		problems: [{ path: 'paper', code: 'file-unreadable' }],
	});
	const { answer, revision } = await attach('paper', pdf([a4, a4]), 'application/pdf');
	expect(answer).toMatchObject({ pages: 2, paper: 'a4' });
	// The page posts only the id of the file back.
	const entries: [string, string][] = [
		['title', 'A paper'],
		['paper.file', answer.file],
	];
	expect(await saveDraft(ctx, author, { draft, revision, entries })).toMatchObject({ answers: { paper: answer } });
});

it('so is the width of a picture', async () => {
	expect(await refused('logo', png(599, 20), 'image/png')).toMatchObject({
		problems: [{ path: 'logo', code: 'picture-too-narrow', params: { width: 599, min: 600 } }],
	});
	await attach('logo', png(600, 20), 'image/png');
	const { application } = await submit(ctx, author, { draft });
	const { versions } = await applicationForAuthor(ctx, author, { application, locale: 'en' });
	expect(versions[0]?.answers).toMatchObject({ paper: { pages: 2 }, logo: { width: 600, height: 20 } });
	const [row] = (await ctx.byHand('select facts from application where id = $1', [application])).rows;
	expect(row.facts).toMatchObject({ '#paper': 2 });
});
