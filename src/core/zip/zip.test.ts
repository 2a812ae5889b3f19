import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packZip, unpackZip, type ZipFault } from './index.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const limits = { files: 5, bytes: 200_000, fileBytes: 100_000 };
let count = 0;

async function packed(files: Record<string, string | Buffer>): Promise<Buffer> {
	const pieces = [];
	const given = Object.entries(files).map(([path, text]) => ({ path, read: async () => Buffer.from(text) }));
	for await (const piece of packZip(given)) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** Unpacks into a fresh folder within another, so that whatever escapes can be seen. */
async function unpack(zip: Buffer): Promise<string[]> {
	count += 1;
	const own = join(folder, `case-${count}`);
	const archive = join(folder, `${count}.zip`);
	await writeFile(archive, zip);
	return unpackZip(archive, join(own, 'inside'), limits);
}

const fault = (zip: Buffer) =>
	unpack(zip).then(
		() => 'unpacked',
		(error: ZipFault) => error.code,
	);

/** The same archive with a name written over in all its places; both are equally long. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
	const text = zip.toString('latin1').replaceAll(from, to);
	return Buffer.from(text, 'latin1');
}

describe('a ZIP', () => {
	test('is the same for the same files, and comes out as it went in', async () => {
		const files = { 'e/a.yaml': 'slug: a\n'.repeat(500), 'e/assets/b.png': Buffer.from([1, 2, 3]), 'e/空.md': '空间' };
		const zip = await packed(files);
		expect(zip.equals(await packed(files))).toBe(true);
		expect(zip.length).toBeLessThan(1000);
		expect(await unpack(zip)).toEqual(Object.keys(files));
		for (const [path, content] of Object.entries(files)) {
			expect(await readFile(join(folder, `case-${count}`, 'inside', path))).toEqual(Buffer.from(content));
		}
	});

	test('cannot write outside of its folder, nor under names that not every computer takes', async () => {
		const zip = await packed({ aaaaaaaaaaaa: 'x' });
		for (const name of [
			'../../../eee',
			'/etc/passwdd',
			'a/../../../e',
			'C:\\windows\\x',
			'a\\..\\..\\..ee',
			'aaaaaaaaaaa.',
			'aaa/con.yaml',
			'a//aaaaaaaaa',
			'./aaaaaaaaaa',
		]) {
			expect(await fault(renamed(zip, 'aaaaaaaaaaaa', name)), name).toBe('zip-name');
		}
		// Names beyond ASCII are UTF-8, where control characters are what they are.
		const utf8 = await packed({ 'ü-aaaaaaaaaaaa': 'x' });
		expect(await fault(renamed(utf8, 'aaaaaaaaaaaa', 'a\u0001aaaaaaaaaa'))).toBe('zip-name');
		expect((await readdir(folder)).filter((name) => !/^(case-\d+|\d+\.zip)$/.test(name))).toEqual([]);
	});

	test('that unfolds beyond measure is stopped by what comes out, whatever it says', async () => {
		const bomb = await packed({ 'bomb.txt': Buffer.alloc(5_000_000) });
		expect(bomb.length).toBeLessThan(10_000);
		expect(await fault(bomb)).toBe('zip-too-large');
		// The same with a lie about the size, in both places where it stands.
		const honest = Buffer.alloc(4);
		honest.writeUInt32LE(5_000_000);
		const lie = Buffer.alloc(4);
		lie.writeUInt32LE(50);
		expect(['zip-broken', 'zip-too-large']).toContain(
			await fault(renamed(bomb, honest.toString('latin1'), lie.toString('latin1'))),
		);
		const many = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`f${n}.txt`, 'x']));
		expect(await fault(await packed(many))).toBe('zip-too-many');
		const together = Object.fromEntries(Array.from({ length: 3 }, (_, n) => [`f${n}.txt`, Buffer.alloc(90_000, n)]));
		expect(await fault(await packed(together))).toBe('zip-too-large');
	});

	test('that is damaged, doubled, locked or holds links is refused', async () => {
		const zip = await packed({ 'one.txt': 'text of one', 'two.txt': 'text of two' });
		const damaged = Buffer.from(zip);
		const at = damaged.indexOf('one.txt') + 8;
		damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
		expect(await fault(damaged)).toBe('zip-broken');
		expect(await fault(zip.subarray(0, zip.length - 30))).toBe('zip-broken');
		expect(await fault(Buffer.from('no archive at all'))).toBe('zip-broken');
		expect(await fault(renamed(zip, 'two.txt', 'ONE.txt'))).toBe('zip-twice');
		const central = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
		const linked = Buffer.from(zip);
		linked.writeUInt32LE((0o120777 << 16) >>> 0, central + 38);
		expect(await fault(linked)).toBe('zip-link');
		const locked = Buffer.from(zip);
		locked.writeUInt16LE(locked.readUInt16LE(central + 8) | 1, central + 8);
		expect(['zip-encrypted', 'zip-broken']).toContain(await fault(locked));
	});

	test('made by a Mac loses what its system adds', async () => {
		expect(await unpack(await packed({ 'e/a.yaml': 'a: 1', '__MACOSX/e/._a.yaml': 'x', 'e/.DS_Store': 'x' }))).toEqual([
			'e/a.yaml',
		]);
	});
});
