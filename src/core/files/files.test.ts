import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
	createLocalFileStore,
	downloadHeaders,
	type FileStore,
	mediaTypeOf,
	readFileBytes,
	safeFileName,
	typeAccepted,
} from './index.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the store on local disk', () => {
	let folder: string;
	let store: FileStore;

	beforeEach(async () => {
		folder = join(await mkdtemp(join(tmpdir(), 'files-')), 'store');
		store = createLocalFileStore(folder);
	});
	afterEach(() => rm(join(folder, '..'), { recursive: true }));

	async function* failing(): AsyncIterable<Uint8Array> {
		yield bytesOf('half a ');
		throw new Error('connection lost');
	}

	async function listed() {
		const all = [];
		for await (const file of store.list()) all.push(file);
		return all;
	}

	test('what is put under its digest comes back, in chunks or whole', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), async (chunks) => {
				async function* source() {
					yield* chunks;
				}
				const whole = Buffer.concat(chunks);
				const stored = await store.put(source());
				expect(stored).toEqual({ digest: sha256(whole), bytes: whole.length });
				expect(await store.put(whole)).toEqual(stored);
				expect(Buffer.compare(await readFileBytes(store, stored.digest), whole)).toBe(0);
				expect((await store.get(stored.digest))?.bytes).toBe(whole.length);
			}),
			{ numRuns: 30 },
		);
	});

	test('a file is there once, private, and gone when deleted', async () => {
		const { digest } = await store.put(bytesOf('x'));
		await store.put(bytesOf('x'));
		expect((await listed()).map((f) => f.digest)).toEqual([digest]);
		const path = join(folder, digest.slice(0, 2), digest);
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect((await stat(folder)).mode & 0o777).toBe(0o700);
		expect(await store.has(digest)).toBe(true);
		await store.delete(digest);
		await store.delete(digest);
		expect(await store.has(digest)).toBe(false);
		expect(await store.get(digest)).toBeUndefined();
		expect(await listed()).toEqual([]);
	});

	test.skipIf(process.platform !== 'linux')(
		'what is asked for and not read holds no file open, nor does what is read in part',
		async () => {
			const { digest } = await store.put(new Uint8Array(300_000));
			const open = async () =>
				(
					await Promise.all(
						(await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
					)
				).filter((path) => path.endsWith(digest)).length;
			const unread = await Promise.all(Array.from({ length: 20 }, () => store.get(digest)));
			expect(unread.map((one) => one?.bytes)).toEqual(Array(20).fill(300_000));
			expect(await open()).toBe(0);
			const reader = (await store.get(digest))?.stream.getReader();
			expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
			expect(await open()).toBe(1);
			await reader?.cancel();
			expect(await open()).toBe(0);
			for (const one of unread.slice(0, 3)) await one?.stream.cancel();
			expect(await open()).toBe(0);
			expect(unread[4] && (await new Response(unread[4].stream).arrayBuffer()).byteLength).toBe(300_000);
			expect(await open()).toBe(0);
		},
	);

	test('a source that fails leaves nothing', async () => {
		await expect(store.put(failing())).rejects.toThrow('connection lost');
		expect(await listed()).toEqual([]);
		expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
	});

	test('putting again heals a damaged file and renews its time', async () => {
		const { digest } = await store.put(bytesOf('whole'));
		const path = join(folder, digest.slice(0, 2), digest);
		await writeFile(path, 'hole!');
		await store.put(bytesOf('whole'));
		expect(await readFile(path, 'utf8')).toBe('whole');
	});

	test('what a crash left unfinished is cleared by age', async () => {
		await store.put(bytesOf('x'));
		await writeFile(join(folder, 'unfinished', 'left'), 'y');
		const { mtimeMs } = await stat(join(folder, 'unfinished', 'left'));
		expect(await store.clearUnfinished(mtimeMs)).toBe(0);
		expect(await store.clearUnfinished(mtimeMs + 1)).toBe(1);
		expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
	});

	test('no text but a digest reaches the disk', async () => {
		await writeFile(join(folder, '..', 'secret'), 'secret');
		for (const name of ['../secret', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, `../${'a'.repeat(61)}`]) {
			expect(await store.get(name)).toBeUndefined();
			expect(await store.has(name)).toBe(false);
			await store.delete(name);
		}
		expect(await readFile(join(folder, '..', 'secret'), 'utf8')).toBe('secret');
	});
});

describe('the type of a file by its content', () => {
	const exe = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(500)]);
	const png = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	);
	const cases: [string, Uint8Array | string, string, string][] = [
		['a PDF', '%PDF-1.7\n%âãÏÓ\n', 'a.pdf', 'application/pdf'],
		['a PDF with a byte order mark', '\ufeff%PDF-1.4\n', 'a.pdf', 'application/pdf'],
		['a Windows program called .pdf', exe, 'a.pdf', 'application/x-msdownload'],
		[
			'a Linux program called .pdf',
			Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0', 'latin1'),
			'a.pdf',
			'application/x-elf',
		],
		[
			'a program with a PDF header further in',
			Buffer.concat([exe, bytesOf('%PDF-1.7')]),
			'a.pdf',
			'application/x-msdownload',
		],
		['a script called .pdf', '#!/bin/sh\nrm -rf /', 'a.pdf', 'text/x-script'],
		['half a PDF header', '%PDF', 'a.pdf', 'application/octet-stream'],
		['a page called .txt', '  <!DOCTYPE html><script>alert(1)</script>', 'a.txt', 'text/html'],
		['a picture that can hold scripts', '<?xml version="1.0"?>\n<!-- x --><svg xmlns="…"/>', 'a.png', 'image/svg+xml'],
		['other XML', '<?xml version="1.0"?><a/>', 'a.xml', 'application/xml'],
		['a picture', png, 'a.pdf', 'image/png'],
		['plain text in Chinese', '太空技术与健康', 'a.txt', 'text/plain'],
		['a table', 'a,b\n1,2', 'A.CSV', 'text/csv'],
		['text that ends within a character', Buffer.from('太空').subarray(0, 5), 'a.txt', 'text/plain'],
		['noise', Buffer.from([0, 1, 2, 3, 250, 251]), 'a.txt', 'application/octet-stream'],
		['nothing', '', 'a.pdf', 'application/octet-stream'],
	];

	test.each(cases)('%s', async (_, content, name, type) => {
		expect(await mediaTypeOf(typeof content === 'string' ? bytesOf(content) : content, name)).toBe(type);
	});

	test('bytes of any kind never throw and never become a PDF', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
				fc.pre(!Buffer.from(bytes).toString('latin1').includes('%PDF-'));
				expect(await mediaTypeOf(bytes, 'a.pdf')).not.toBe('application/pdf');
			}),
		);
	});

	test('lists of accepted types', () => {
		expect(typeAccepted('image/png', ['application/pdf', 'image/*'])).toBe(true);
		expect(typeAccepted('application/pdf', ['application/pdf'])).toBe(true);
		expect(typeAccepted('imagexpng', ['image/*'])).toBe(false);
	});
});

describe('names and downloads', () => {
	test('names lose paths, control characters and turned writing, and keep their ending', () => {
		expect(safeFileName('C:\\docs\\摘要 最终.pdf')).toBe('摘要 最终.pdf');
		expect(safeFileName('../../etc/passwd')).toBe('passwd');
		expect(safeFileName('annual\u202efdp.exe')).toBe('annualfdp.exe');
		expect(safeFileName('.htaccess')).toBe('htaccess');
		expect(safeFileName('\r\n', 'abstract.pdf')).toBe('abstract.pdf');
		const long = safeFileName(`${'字'.repeat(400)}.pdf`);
		expect([...long].length).toBe(150);
		expect(long.endsWith('.pdf')).toBe(true);
	});

	test('any name makes headers that can be sent, and no name breaks out of them', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, mediaType) => {
				const headers = new Headers(downloadHeaders({ name, mediaType, bytes: 1 }));
				expect(headers.get('content-disposition')).toMatch(
					/^attachment; filename="[^"\\]+"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/,
				);
				expect(headers.get('content-security-policy')).toContain('sandbox');
			}),
		);
	});

	test('only pictures, text and PDFs are shown; the rest is saved under no type of its own', () => {
		const pdf = downloadHeaders({ name: '录用通知.pdf', mediaType: 'application/pdf', bytes: 9 }, { inline: true });
		expect(pdf).toMatchObject({
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="____.pdf"; filename*=UTF-8''%E5%BD%95%E7%94%A8%E9%80%9A%E7%9F%A5.pdf`,
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff',
		});
		const html = downloadHeaders({ name: 'a.html', mediaType: 'text/html', bytes: 9 }, { inline: true });
		expect(html['content-type']).toBe('application/octet-stream');
		expect(html['content-disposition']).toMatch(/^attachment/);
		expect(html['content-security-policy']).toMatch(/sandbox$/);
	});
});
