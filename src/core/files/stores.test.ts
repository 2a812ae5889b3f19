import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { randomText } from '#core/ids/index.ts';
import { type S3Server, startS3Server } from '../../../tests/setup/s3-server.ts';
import {
	copyFiles,
	createLocalFileStore,
	createS3FileStore,
	type FileStore,
	parseS3Url,
	readFileBytes,
} from './index.ts';

/* What every store does, on local disk and in a bucket of a real S3 server; and what S3 alone has to show. */

const folder = mkdtempSync(join(tmpdir(), 'orrery-stores-'));
let s3: S3Server;
beforeAll(async () => {
	s3 = await startS3Server(join(folder, 's3'));
});
afterAll(async () => {
	await s3.stop();
	rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const impatient = { waits: [10, 20], answer: 2000 };

const makers: Record<string, () => FileStore> = {
	'local disk': () => createLocalFileStore(join(folder, randomText(8))),
	'an S3 bucket': () => createS3FileStore(parseS3Url(`${s3.url}/${randomText(8)}`), impatient),
};

async function listed(store: FileStore) {
	const all = [];
	for await (const file of store.list()) all.push(file);
	return all;
}

async function read(store: FileStore, digest: string, range?: { start: number; end?: number }) {
	const opened = await store.get(digest, range);
	const bytes = Buffer.from(await new Response(opened?.stream).arrayBuffer());
	expect(opened?.bytes).toBe(bytes.length);
	return bytes;
}

describe.each(Object.keys(makers))('a store on %s', (name) => {
	let store: FileStore;
	beforeEach(() => {
		store = (makers[name] as () => FileStore)();
	});

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
			}),
			{ numRuns: 12 },
		);
	});

	test('a large file of unknown length, and pieces of it', async () => {
		const large = randomBytes(19 * 1024 * 1024 + 7);
		async function* source() {
			for (let at = 0; at < large.length; at += 700_001) yield large.subarray(at, at + 700_001);
		}
		const stored = await store.put(source());
		expect(stored).toEqual({ digest: sha256(large), bytes: large.length });
		expect(sha256(await read(store, stored.digest))).toBe(stored.digest);
		expect(await read(store, stored.digest, { start: 5, end: 9 })).toEqual(large.subarray(5, 10));
		expect(await read(store, stored.digest, { start: large.length - 3 })).toEqual(large.subarray(-3));
		expect(await listed(store)).toMatchObject([{ digest: stored.digest, bytes: large.length }]);
	});

	test('a file is listed once however often it is put, and gone when deleted', async () => {
		const { digest } = await store.put(bytesOf('x'));
		const other = await store.put(bytesOf('y'));
		await store.put(bytesOf('x'));
		await store.put(bytesOf('x'));
		expect((await listed(store)).map((file) => file.digest)).toEqual([digest, other.digest].sort());
		expect(await store.has(digest)).toBe(true);
		expect(await store.delete(digest)).toBe(true);
		expect(await store.delete(digest)).toBe(false);
		expect(await store.has(digest)).toBe(false);
		expect(await store.get(digest)).toBeUndefined();
		expect((await listed(store)).map((file) => file.digest)).toEqual([other.digest]);
	});

	test('what is put again while it is swept stays', async () => {
		const { digest } = await store.put(bytesOf('swept'));
		const [first] = await listed(store);
		// Stores keep whole seconds.
		await sleep(1100);
		await store.put(bytesOf('swept'));
		const [renewed] = await listed(store);
		expect(renewed?.putAt).toBeGreaterThan(first?.putAt ?? 0);
		expect(await store.delete(digest, renewed?.putAt)).toBe(false);
		expect(Buffer.from(await readFileBytes(store, digest)).toString()).toBe('swept');
		expect(await store.has(digest)).toBe(true);
		expect(await store.delete(digest, (renewed?.putAt ?? 0) + 1)).toBe(true);
		expect(await store.has(digest)).toBe(false);
	});

	test('a source that fails leaves nothing, before and after its first part', async () => {
		async function* failing(bytes: number) {
			yield randomBytes(bytes);
			throw new Error('connection lost');
		}
		await expect(store.put(failing(10))).rejects.toThrow('connection lost');
		await expect(store.put(failing(9 * 1024 * 1024))).rejects.toThrow('connection lost');
		expect(await listed(store)).toEqual([]);
		expect(await store.clearUnfinished(Number.POSITIVE_INFINITY)).toBe(0);
	});

	test('no text but a digest is looked for', async () => {
		for (const name of ['../secret', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, `../${'a'.repeat(61)}`]) {
			expect(await store.get(name)).toBeUndefined();
			expect(await store.has(name)).toBe(false);
			expect(await store.delete(name)).toBe(false);
		}
	});
});

describe('moving an installation', () => {
	test('files are copied there and back, once, each read again', async () => {
		const [local, bucket] = [makers['local disk']?.() as FileStore, makers['an S3 bucket']?.() as FileStore];
		for (const text of ['a', 'b', 'c']) await local.put(bytesOf(text));
		expect(await copyFiles(local, bucket)).toEqual({ files: 3, bytes: 3, copied: 3, damaged: [] });
		await local.put(bytesOf('d'));
		expect(await copyFiles(local, bucket)).toEqual({ files: 4, bytes: 4, copied: 1, damaged: [] });
		const back = makers['local disk']?.() as FileStore;
		expect(await copyFiles(bucket, back)).toMatchObject({ copied: 4, damaged: [] });
		const digests = async (store: FileStore) => (await listed(store)).map(({ digest, bytes }) => [digest, bytes]);
		expect(await digests(back)).toEqual(await digests(local));
	});
});

describe('when the S3 store is away', () => {
	/** Stands before the real one and breaks what it is told to. */
	let broken: (url: string, method: string) => 'refuse' | 'later' | 'cut' | 'close' | undefined = () => undefined;
	let front: Server;
	let store: FileStore;
	const asked: string[] = [];
	beforeAll(async () => {
		front = createServer((request, response) => {
			const { method = 'GET', url = '/' } = request;
			asked.push(`${method} ${url}`);
			const way = broken(url, method);
			if (way === 'refuse') return void request.socket.destroy();
			if (way === 'later') return void response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
			const { hostname, port } = new URL(s3.url);
			const onward = httpRequest({ hostname, port, method, path: url, headers: request.headers }, (answer) => {
				const headers = { ...answer.headers, ...(way === 'close' ? { connection: 'close' } : {}) };
				response.writeHead(answer.statusCode ?? 500, headers);
				if (way !== 'cut') return void answer.pipe(response);
				answer.once('data', (piece) => {
					answer.destroy();
					response.write(piece, () => setTimeout(() => response.destroy(), 30));
				});
			});
			onward.on('error', () => response.destroy());
			request.pipe(onward);
		});
		await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
		const url = new URL(s3.url);
		url.port = String((front.address() as AddressInfo).port);
		store = createS3FileStore(parseS3Url(`${url}/${randomText(8)}`), impatient);
	});
	afterAll(() => void front.close());
	beforeEach(() => {
		broken = () => undefined;
		asked.length = 0;
	});

	test('a hiccup is got over, and a stream that breaks goes on where it broke', async () => {
		let left = 2;
		broken = () => (left-- > 0 ? (left === 1 ? 'refuse' : 'later') : undefined);
		const large = randomBytes(3_000_000);
		const { digest } = await store.put(large);
		let cuts = 2;
		broken = (_, method) => (method === 'GET' && cuts-- > 0 ? 'cut' : undefined);
		expect(sha256(await read(store, digest))).toBe(digest);
		expect(asked.filter((line) => line.startsWith('GET')).length).toBe(3);
	});

	test('a reader may be slow while the store has closed the connection already', async () => {
		const { digest } = await store.put(randomBytes(2_000_000));
		broken = (_, method) => (method === 'GET' ? 'close' : undefined);
		const hash = createHash('sha256');
		for await (const piece of (await store.get(digest))?.stream ?? []) {
			hash.update(piece);
			await sleep(5);
		}
		expect(hash.digest('hex')).toBe(digest);
	});

	test('an upload is acknowledged only when the store has it: otherwise the error says that it is away', async () => {
		const before = (await listed(store)).length;
		broken = (_, method) => (method === 'PUT' ? 'later' : undefined);
		await expect(store.put(bytesOf('never there'))).rejects.toMatchObject({ name: 'StoreAway' });
		expect(asked.filter((line) => line.startsWith('PUT')).length).toBe(3);
		broken = (url) => (url.includes('partNumber=2') ? 'refuse' : undefined);
		async function* inParts() {
			for (let part = 0; part < 3; part += 1) yield randomBytes(9 * 1024 * 1024);
		}
		await expect(store.put(inParts())).rejects.toMatchObject({ name: 'StoreAway' });
		broken = () => undefined;
		expect((await listed(store)).length).toBe(before);
		broken = () => 'refuse';
		await expect(store.get('ab'.repeat(32))).rejects.toThrow(/can't be reached/);
		await expect(listed(store)).rejects.toMatchObject({ name: 'StoreAway' });
	});

	test('a wrong key and a missing bucket are said, without the secret', async () => {
		for (const [url, code] of [
			[s3.url.replace(/\/\/[^@]+@/, '//nobody:no-such-secret@'), /AccessDenied|InvalidAccessKeyId|UserNotFound/],
			[`${s3.url}-which-is-not-there`, /NoSuchBucket/],
		] as const) {
			const wrong = createS3FileStore(parseS3Url(url), impatient);
			const fault = await wrong.put(bytesOf('x')).catch((error) => error);
			// A HEAD has no body, so what is wrong is only a status then.
			expect(`${fault.code}`).toMatch(/403|404|InvalidAccessKeyId|UserNotFound|NoSuchBucket/);
			const listing = await listed(wrong).catch((error) => error);
			expect(listing).toMatchObject({ name: 'StoreRefuses', code: expect.stringMatching(code) });
			expect(listing.message).not.toContain('secret');
		}
	});
});
