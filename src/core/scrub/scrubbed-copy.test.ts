import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { testContext } from '../../../tests/setup/context.ts';
import { readFileBytes, removeFiles, storeBytes } from '#core/files/index.ts';
import { file } from '#core/files/tables.ts';
import { scrubbedCopy, scrubFaults } from './index.ts';
import { tellingPdf } from './testing.ts';

const ctx = await testContext();
const copies = async () => (await ctx.db.select().from(file)).filter(({ name }) => name === '7-paper.pdf');

test('a copy is made once, kept under a plain name, and goes with its original', async () => {
	const original = await storeBytes(ctx, await tellingPdf((place) => `Zz${place}`, 'x'), 'alice.pdf');
	const wanted = { file: original.id, name: '7-paper.pdf' };
	const [one, two] = await Promise.all([scrubbedCopy(ctx, wanted), scrubbedCopy(ctx, wanted)]);
	expect(one).toEqual(two);
	expect(await copies()).toMatchObject([
		{ id: 'file' in one && one.file, mediaType: 'application/pdf', personId: null },
	]);
	const [copy] = await copies();
	expect(copy?.digest).not.toBe(original.digest);
	expect(Buffer.from(await readFileBytes(ctx.files, copy?.digest as string)).includes('Zzauthor')).toBe(false);
	await removeFiles(ctx, [original.id]);
	expect(await copies()).toEqual([]);
	await expect(scrubbedCopy(ctx, wanted)).rejects.toMatchObject({ code: 'not-found' });
});

test('a file that cannot be scrubbed is remembered as such, and never given instead', async () => {
	const zip = await storeBytes(ctx, Buffer.from('PK\u0003\u0004 no archive'), 'alice.zip');
	await ctx.db.update(file).set({ mediaType: 'application/zip' }).where(eq(file.id, zip.id));
	const broken = await storeBytes(ctx, Buffer.from('%PDF-1.7 nothing'), 'alice.pdf');
	expect(await scrubbedCopy(ctx, { file: zip.id, name: '7-data.zip' })).toEqual({ fault: 'file-type' });
	expect(await scrubbedCopy(ctx, { file: broken.id, name: '7-paper.pdf' })).toEqual({ fault: 'file-broken' });
	expect(await scrubbedCopy(ctx, { file: broken.id, name: '7-paper.pdf' })).toEqual({ fault: 'file-broken' });
	expect(Object.fromEntries(await scrubFaults(ctx, [zip.id, broken.id]))).toEqual({
		[zip.id]: 'file-type',
		[broken.id]: 'file-broken',
	});
	expect(await copies()).toEqual([]);
});
