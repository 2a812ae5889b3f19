import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalFileStore, type FileStore } from '#core/files/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type FormRules, readForm } from './index.ts';

const MB = 1024 * 1024;
const pdf = (bytes: number) => new Blob(['%PDF-1.7\n', new Uint8Array(Math.max(0, bytes - 9))]);

describe('readForm', () => {
	let folder: string;
	let store: FileStore;
	let rules: FormRules;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'multipart-'));
		store = createLocalFileStore(folder);
		rules = { files: { paper: { maxBytes: 10 * MB, accept: ['application/pdf'] } }, store };
	});
	afterEach(async () => {
		expect(await readdir(join(folder, 'unfinished')).catch(() => [])).toEqual([]);
		await rm(folder, { recursive: true });
	});

	const post = (body: BodyInit, headers?: HeadersInit) =>
		new Request('http://localhost/', { method: 'POST', body, ...(headers ? { headers } : {}) });

	/** A body that arrives in pieces of the given sizes, in turn. */
	function inPieces(whole: Uint8Array, sizes: readonly number[], type: string): Request {
		let at = 0;
		let turn = 0;
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				if (at >= whole.length) return controller.close();
				const size = Math.max(1, sizes[turn++ % sizes.length] ?? 1);
				controller.enqueue(whole.slice(at, at + size));
				at += size;
			},
		});
		return new Request('http://localhost/', {
			method: 'POST',
			body,
			headers: { 'content-type': type },
			duplex: 'half',
		} as RequestInit);
	}

	async function storedDigests() {
		const digests = [];
		for await (const file of store.list()) digests.push(file.digest);
		return digests;
	}

	test('text fields survive both encodings, in any pieces', async () => {
		// Browsers send line breaks as CR LF, and FormData does the same.
		const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((s) => s.toWellFormed().replace(/[\r\n]/g, ' '));
		const name = fc.stringMatching(/^[\p{L}\p{N}._-]{1,20}$/u).map((s) => s.toWellFormed());
		const entries = fc.array(fc.tuple(name, text), { maxLength: 8 });
		await fc.assert(
			fc.asyncProperty(entries, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), async (fields, sizes) => {
				const multipart = new FormData();
				for (const [name, value] of fields) multipart.append(name, value);
				for (const body of [multipart, new URLSearchParams(fields)]) {
					const request = post(body);
					const type = request.headers.get('content-type') ?? '';
					const whole = new Uint8Array(await request.arrayBuffer());
					if (whole.length === 0) continue;
					expect(await readForm(inPieces(whole, sizes, type), rules)).toEqual({ fields, files: {}, problems: [] });
				}
			}),
			{ numRuns: 60 },
		);
	});

	test('a file arrives in the store with its digest, name and type', async () => {
		const form = new FormData();
		form.set('title', '太空技术');
		form.set('paper', pdf(200_000), 'C:\\我的 摘要.pdf');
		form.set('after', 'still here');
		const { fields, files, problems } = await readForm(post(form), rules);
		const digest = createHash('sha256')
			.update(new Uint8Array(await pdf(200_000).arrayBuffer()))
			.digest('hex');
		expect(files).toEqual({ paper: { name: '我的 摘要.pdf', bytes: 200_000, digest, mediaType: 'application/pdf' } });
		expect(fields).toEqual([
			['title', '太空技术'],
			['after', 'still here'],
		]);
		expect(problems).toEqual([]);
		expect(await storedDigests()).toEqual([digest]);
	});

	test('a file input left empty is no file', async () => {
		const part = (rest: string) => `--b\r\nContent-Disposition: form-data; ${rest}\r\n`;
		const empty = `${part('name="paper"; filename=""')}Content-Type: application/octet-stream\r\n\r\n\r\n`;
		const body = `${empty}${part('name="title"')}\r\nt\r\n--b--\r\n`;
		expect(await readForm(post(body, { 'content-type': 'multipart/form-data; boundary=b' }), rules)).toEqual({
			fields: [['title', 't']],
			files: {},
			problems: [],
		});
	});

	test.each([
		['too large', pdf(10 * MB + 1), 'a.pdf', { code: 'file-too-large', params: { name: 'a.pdf', max: 10 * MB } }],
		[
			'a program called .pdf',
			new Blob(['MZ\x90\0', new Uint8Array(70_000)]),
			'a.pdf',
			{ code: 'file-type', params: { name: 'a.pdf', found: 'application/x-msdownload', accepted: 'application/pdf' } },
		],
		['empty', new Blob([]), 'a.pdf', { code: 'file-empty' }],
	])('a file that is %s is a problem at its field, and nothing else is lost', async (_, blob, name, problem) => {
		const form = new FormData();
		form.set('title', 'before');
		form.set('paper', blob, name);
		form.set('abstract', 'after');
		const read = await readForm(post(form), rules);
		expect(read.problems).toEqual([{ path: 'paper', ...problem }]);
		expect(read.fields).toEqual([
			['title', 'before'],
			['abstract', 'after'],
		]);
		expect(read.files).toEqual({});
		expect(await storedDigests()).toEqual([]);
	});

	test('exactly the limit is accepted', async () => {
		const form = new FormData();
		form.set('paper', pdf(10 * MB), 'a.pdf');
		form.set('text', 'x'.repeat(100));
		const read = await readForm(post(form), { ...rules, maxFieldBytes: 100 });
		expect(read.files.paper?.bytes).toBe(10 * MB);
		expect(read.problems).toEqual([]);
	});

	test('a second file at a field, and one at a field that takes none, are problems', async () => {
		const form = new FormData();
		form.append('paper', pdf(100), 'a.pdf');
		form.append('paper', pdf(200), 'b.pdf');
		form.append('__proto__', pdf(300), 'c.pdf');
		const { files, problems } = await readForm(post(form), rules);
		expect(files.paper?.bytes).toBe(100);
		expect(problems).toEqual([
			{ path: 'paper', code: 'file-only-one' },
			{ path: '__proto__', code: 'file-unexpected' },
		]);
		expect(Object.keys(files)).toEqual(['paper']);
	});

	test('a field beyond its limit is cut and is a problem', async () => {
		for (const body of [new URLSearchParams({ text: '太'.repeat(40) }), toForm({ text: '太'.repeat(40) })]) {
			const { fields, problems } = await readForm(post(body), { ...rules, maxFieldBytes: 100 });
			expect(problems).toEqual([{ path: 'text', code: 'too-long', params: { max: 100 } }]);
			expect(fields[0]?.[1]).toMatch(/^太{33}$/);
		}
	});

	test('too many fields, too large a body, no form at all', async () => {
		const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i}`, 'x']));
		for (const body of [new URLSearchParams(many), toForm(many)]) {
			await expect(readForm(post(body), { ...rules, maxFields: 11 })).rejects.toMatchObject({
				kind: 'too-large',
				code: 'too-many-fields',
			});
			expect((await readForm(post(toForm(many)), { ...rules, maxFields: 12 })).fields).toHaveLength(12);
		}
		const large = toForm({});
		large.set('paper', pdf(3 * MB), 'a.pdf');
		const whole = post(large);
		const bytes = new Uint8Array(await whole.arrayBuffer());
		const tooLarge = inPieces(bytes, [64 * 1024], whole.headers.get('content-type') ?? '');
		await expect(readForm(tooLarge, { ...rules, maxBodyBytes: 2 * MB })).rejects.toMatchObject({
			kind: 'too-large',
			code: 'form-too-large',
			params: { max: 2 * MB },
		});
		expect(await storedDigests()).toEqual([]);
		await expect(readForm(post('{}', { 'content-type': 'application/json' }), rules)).rejects.toMatchObject({
			code: 'unsupported-form',
		});
		await expect(readForm(post('x', { 'content-type': 'multipart/form-data' }), rules)).rejects.toMatchObject({
			code: 'malformed-form',
		});
	});

	test('a connection that breaks off leaves nothing behind', async () => {
		const form = toForm({ title: 't' });
		form.set('paper', pdf(5 * MB), 'a.pdf');
		const whole = post(form);
		const type = whole.headers.get('content-type') ?? '';
		const bytes = new Uint8Array(await whole.arrayBuffer());
		for (const [end, broken] of [
			[3 * MB, true],
			[3 * MB, false],
			[200, false],
		] as const) {
			let sent = false;
			const body = new ReadableStream<Uint8Array>({
				pull(controller) {
					if (!sent) controller.enqueue(bytes.slice(0, end));
					else if (broken) controller.error(new Error('aborted'));
					else controller.close();
					sent = true;
				},
			});
			const request = new Request('http://localhost/', {
				method: 'POST',
				body,
				headers: { 'content-type': type },
				duplex: 'half',
			} as RequestInit);
			await expect(readForm(request, rules)).rejects.toThrow(broken ? 'aborted' : /malformed-form/);
			expect(await readdir(join(folder, 'unfinished')).catch(() => [])).toEqual([]);
			expect(await storedDigests()).toEqual([]);
		}
	});

	test('a store that fails fails the form', async () => {
		const full: FileStore = { ...store, put: () => Promise.reject(new Error('ENOSPC')) };
		const form = toForm({});
		form.set('paper', pdf(2 * MB), 'a.pdf');
		await expect(readForm(post(form), { ...rules, store: full })).rejects.toThrow('ENOSPC');
	});

	test('hostile bodies end in a form or a refusal, never in a hang or a crash', async () => {
		const line = fc.oneof(
			fc.constantFrom(
				'--b',
				'--b--',
				'--b-',
				'',
				'%PDF-1.7',
				'Content-Disposition: form-data; name="paper"; filename="a.pdf"',
				'Content-Disposition: form-data; name="t"',
				'Content-Disposition: form-data',
				'Content-Disposition: attachment',
				'Content-Type: text/plain; charset=nonsense',
				'Content-Type: application/octet-stream',
				'Content-Disposition: form-data; name="__proto__"',
				`Content-Disposition: form-data; name="${'n'.repeat(9000)}"`,
				"Content-Disposition: form-data; name*=utf-8''%ff; filename*=nonsense''%",
			),
			fc.string({ maxLength: 30 }),
		);
		const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 });
		const encoded = fc.string({ unit: fc.constantFrom('%', 'a', '=', '&', '+', '0', 'f', '\0', '太') });
		const body = fc.oneof(
			fc.tuple(
				fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\r\n')),
				fc.constantFrom('multipart/form-data; boundary=b', 'multipart/form-data; boundary="b"; charset=x'),
			),
			fc.tuple(
				encoded,
				fc.constantFrom('application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=nonsense'),
			),
		);
		await fc.assert(
			fc.asyncProperty(body, sizes, async ([text, type], pieces) => {
				const bytes = new TextEncoder().encode(text);
				const outcome = await readForm(inPieces(bytes, pieces, type), rules).catch((e) => e);
				if (outcome instanceof Error && !(outcome instanceof Refusal)) throw outcome;
				expect(outcome instanceof Refusal || Array.isArray(outcome.fields)).toBe(true);
				expect(Object.getPrototypeOf({}).polluted).toBeUndefined();
			}),
			{ numRuns: 400 },
		);
	});

	test('a refused body is read to its end: cancelling would cut the connection before the answer', async () => {
		for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
			let left = 3000;
			let cancelled = false;
			const body = new ReadableStream<Uint8Array>({
				pull(controller) {
					if (left-- === 0) return controller.close();
					controller.enqueue(new TextEncoder().encode(`field${left}=x&`));
				},
				cancel() {
					cancelled = true;
				},
			});
			const init = { method: 'POST', body, headers: { 'content-type': type }, duplex: 'half' } as RequestInit;
			await expect(readForm(new Request('http://localhost/', init), rules)).rejects.toBeInstanceOf(Refusal);
			expect({ cancelled, left }).toEqual({ cancelled: false, left: -1 });
		}
	});

	test('NUL, which the database keeps nowhere, is taken out of names and values', async () => {
		const form = await readForm(
			post(
				new URLSearchParams([
					['dra\0ft', '\0'],
					['title', 'a\0b'],
				]),
			),
			rules,
		);
		expect(form.fields).toEqual([
			['draft', ''],
			['title', 'ab'],
		]);
	});

	test('60 MB pass through in little memory', async () => {
		const boundary = 'b';
		const head = `--b\r\nContent-Disposition: form-data; name="paper"; filename="a.pdf"\r\n\r\n%PDF-1.7\n`;
		const piece = new Uint8Array(64 * 1024);
		let pieces = 0;
		let most = 0;
		// What is held, not what the collector has not looked at yet.
		setFlagsFromString('--expose-gc');
		const collect: () => void = runInNewContext('gc');
		const held = () => {
			collect();
			return process.memoryUsage().arrayBuffers;
		};
		const before = held();
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				if (pieces % 60 === 0) most = Math.max(most, held() - before);
				if (pieces === 0) controller.enqueue(new TextEncoder().encode(head));
				if (pieces++ < 960) return controller.enqueue(new Uint8Array(piece));
				controller.enqueue(
					new TextEncoder().encode(`\r\n--b\r\nContent-Disposition: form-data; name="t"\r\n\r\nx\r\n--b--\r\n`),
				);
				controller.close();
			},
		});
		const request = new Request('http://localhost/', {
			method: 'POST',
			body,
			headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
			duplex: 'half',
		} as RequestInit);
		const read = await readForm(request, { ...rules, files: { paper: { maxBytes: 100 * MB } } });
		expect(read.files.paper?.bytes).toBe(960 * piece.length + 9);
		expect(read.fields).toEqual([['t', 'x']]);
		expect(most).toBeLessThan(8 * MB);
	});
});

function toForm(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}
