import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testContext } from '../../../tests/setup/context.ts';
import {
	filePersonData,
	grantFile,
	grantFiles,
	openGrant,
	storeBytes,
	storeUpload,
	sweepFiles,
	verifyFiles,
} from './index.ts';

const ctx = await testContext();
const hour = 3_600_000;
const bytes = (text: string) => new TextEncoder().encode(text);
const soon = () => ctx.clock.process.now() + hour;
const folder = join(ctx.config.dataDir, 'files');
const pathOf = (digest: string) => join(folder, digest.slice(0, 2), digest);
const now = Date.UTC(2021, 9, 10, 1);

describe('files and their grants', () => {
	test('an address opens the file for its reader and for nobody else', async () => {
		const paper = await storeBytes(ctx, bytes('%PDF-1.7 mine'), '论文.pdf');
		expect(paper).toMatchObject({ mediaType: 'application/pdf', name: '论文.pdf', bytes: 13 });
		const grant = await grantFile(ctx, { fileId: paper.id, personId: 'ada', purpose: 'review', expiresAt: soon() });
		const opened = await openGrant(ctx, grant, 'ada');
		expect(await new Response(opened.stream).text()).toBe('%PDF-1.7 mine');
		for (const reader of ['bob', undefined]) {
			await expect(openGrant(ctx, grant, reader)).rejects.toMatchObject({ kind: 'not-found', code: 'not-found' });
		}
		await expect(openGrant(ctx, 'nothing', 'ada')).rejects.toMatchObject({ kind: 'not-found', code: 'not-found' });
	});

	test('an address runs out; asked for again it is the same one', async () => {
		const paper = await storeBytes(ctx, bytes('%PDF-1.7 b'), 'b.pdf');
		const wanted = { fileId: paper.id, personId: 'ada', purpose: 'review', expiresAt: soon() };
		const grant = await grantFile(ctx, wanted);
		ctx.setNow(soon());
		await expect(openGrant(ctx, grant, 'ada')).rejects.toMatchObject({ kind: 'not-found' });
		expect(await grantFile(ctx, { ...wanted, expiresAt: soon() })).toBe(grant);
		await (await openGrant(ctx, grant, 'ada')).stream.cancel();
		ctx.setNow(now);
	});

	test('readers and purposes do not share addresses; any number in one statement', async () => {
		const paper = await storeBytes(ctx, bytes('%PDF-1.7 c'), 'c.pdf');
		const wanted = ['ada', 'bob', undefined, 'ada'].map((personId, at) => ({
			fileId: paper.id,
			...(personId ? { personId } : {}),
			purpose: at === 3 ? 'letter' : 'review',
			expiresAt: soon(),
		}));
		let ids: string[] = [];
		expect(
			await ctx.countStatements(async () => {
				ids = await grantFiles(ctx, [...wanted, ...wanted]);
			}),
		).toBe(1);
		expect(new Set(ids.slice(0, 4)).size).toBe(4);
		expect(ids.slice(4)).toEqual(ids.slice(0, 4));
		for (const reader of ['anyone', undefined]) await (await openGrant(ctx, ids[2] as string, reader)).stream.cancel();
		expect(await grantFiles(ctx, [])).toEqual([]);
	});

	test('the sweep takes what nobody points at and nothing else', async () => {
		const kept = await storeBytes(ctx, bytes('kept'), 'a.txt');
		const [orphan, fresh, held] = await Promise.all(
			['orphan', 'fresh', 'held'].map((text) => ctx.files.put(bytes(text))),
		);
		const old = now / 1000 - 90_000;
		for (const stored of [kept, orphan, held]) await utimes(pathOf(stored?.digest ?? ''), old, old);
		await utimes(pathOf(fresh?.digest ?? ''), now / 1000, now / 1000);
		expect(await sweepFiles(ctx, [async () => [held?.digest ?? '']])).toBe(1);
		const there = await Promise.all([kept, orphan, fresh, held].map((stored) => ctx.files.has(stored?.digest ?? '')));
		expect(there).toEqual([true, false, true, true]);
	});

	test('a file that is put again while the sweep runs stays', async () => {
		const { digest } = await ctx.files.put(bytes('again'));
		expect(await ctx.files.delete(digest, 1000)).toBe(false);
		expect(await ctx.files.has(digest)).toBe(true);
		expect(await ctx.files.delete(digest)).toBe(true);
		expect(await ctx.files.delete(digest)).toBe(false);
	});

	test('damage and loss are found and named', async () => {
		expect(await verifyFiles(ctx)).toEqual([]);
		const [hurt, lost] = [await storeBytes(ctx, bytes('hurt'), 'a.txt'), await storeBytes(ctx, bytes('lost'), 'b.txt')];
		await writeFile(pathOf(hurt.digest), 'hurT');
		await ctx.files.delete(lost.digest);
		expect(await verifyFiles(ctx)).toEqual([
			{ fileId: hurt.id, digest: hurt.digest, fault: 'altered' },
			{ fileId: lost.id, digest: lost.digest, fault: 'missing' },
		]);
	});

	test('a person’s files are exported and lose his name when he is erased', async () => {
		const stored = await ctx.files.put(bytes('%PDF-1.7 d'));
		const own = await storeUpload(ctx, { ...stored, mediaType: 'application/pdf', name: '../d.pdf' }, 'cleo');
		await grantFile(ctx, { fileId: own.id, personId: 'cleo', purpose: 'own', expiresAt: soon() });
		const exported = (id: string) =>
			filePersonData.export(ctx, id) as Promise<{ uploaded: object[]; granted: object[] }>;
		const before = await exported('cleo');
		expect(before.uploaded).toEqual([own]);
		expect(own.name).toBe('d.pdf');
		expect(before.granted).toMatchObject([{ fileId: own.id, purpose: 'own', name: 'd.pdf' }]);
		await grantFile(ctx, { fileId: own.id, personId: 'dora', purpose: 'own', expiresAt: soon() });
		await filePersonData.merge(ctx, 'cleo', 'dora');
		expect(await exported('dora')).toMatchObject({ uploaded: [{ id: own.id }], granted: [{ fileId: own.id }] });
		await filePersonData.erase(ctx, 'dora');
		for (const id of ['cleo', 'dora']) expect(await exported(id)).toEqual({ uploaded: [], granted: [] });
	});
});
