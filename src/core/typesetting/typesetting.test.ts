import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inflateSync } from 'node:zlib';
import { createTypesetter, qrSvg, type Typesetter, TypesettingError, typesettingIsInstalled } from './index.ts';

const sample = (name: string) => `src/core/typesetting/samples/${name}.typ`;
const hostile = 'a $x$ # [b] `c` *d* _e_ @f <g> \\h " \' ~ // i /* j */ #panic("k") = l';

describe('typesetting', () => {
	let typesetter: Typesetter;
	let folder: string;

	beforeAll(() => {
		typesetter = createTypesetter();
		folder = mkdtempSync(join(tmpdir(), 'typesetting-'));
	});
	afterAll(async () => {
		await typesetter.close();
		rmSync(folder, { recursive: true });
	});

	function bilingual(text: string) {
		const files = { 'code.svg': qrSvg('https://ipspace.example/verify/1') };
		return typesetter.pdf({ template: sample('bilingual'), data: { title: '太空技术 and Health', text }, files });
	}

	function textOf(pdf: Uint8Array): string {
		const path = join(folder, 'a.pdf');
		writeFileSync(path, pdf);
		return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
	}

	test('a bilingual document holds both scripts as text, in the fonts we ship', async () => {
		const text = textOf(await bilingual('A letter of acceptance. 录用通知书'));
		expect(text).toContain('太空技术 and Health');
		expect(text).toContain('A letter of acceptance. 录用通知书');
		const fonts = execFileSync('pdffonts', [join(folder, 'a.pdf')], { encoding: 'utf8' });
		for (const font of ['SourceSerif4', 'NotoSerifSC', 'SourceSans3', 'NotoSansSC']) expect(fonts).toContain(font);
		expect(fonts).not.toContain('CJK');
	});

	test('data is printed, never obeyed', async () => {
		expect(textOf(await bilingual(hostile)).replace(/\s+/g, ' ')).toContain(hostile.replace(/\s+/g, ' '));
	});

	test('the same job gives the same bytes', async () => {
		expect(Buffer.compare(await bilingual('again'), await bilingual('again'))).toBe(0);
	});

	test('the QR code in the document can be read', async () => {
		writeFileSync(join(folder, 'qr.pdf'), await bilingual(''));
		execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', join(folder, 'qr.pdf'), join(folder, 'qr')]);
		const read = execFileSync('zbarimg', ['-q', '--nodbus', '--raw', join(folder, 'qr.png')], { encoding: 'utf8' });
		expect(read.trim()).toBe('https://ipspace.example/verify/1');
	});

	test('an unknown font is an error that names template and line', async () => {
		const error = await typesetter.pdf({ template: sample('unknown-font'), data: {} }).catch((e) => e);
		expect(error).toBeInstanceOf(TypesettingError);
		expect(error.template).toBe(sample('unknown-font'));
		expect(error.line).toBe(3);
		expect(error.message).toContain('unknown font family: no such grotesk');
	});

	test('a mistake in the template, and a character that no font has, are errors', async () => {
		const error = await typesetter.pdf({ template: sample('broken'), data: {} }).catch((e) => e);
		expect(error).toMatchObject({ name: 'TypesettingError', line: 4 });
		await expect(bilingual('\u{F0000}')).rejects.toThrow(/PDF\/A-2a error/);
	});

	test('data of one job is not seen by the next', async () => {
		await bilingual('mine');
		const other = typesetter.pdf({ template: sample('bilingual'), data: { title: 'T', text: '' } });
		await expect(other).rejects.toThrow(/code\.svg|not found/);
	});

	test('a picture has the asked width, the colours of the page, and is a sound PNG', async () => {
		const png = await typesetter.finished({ template: sample('colours'), data: {}, picture: { width: 300 } });
		writeFileSync(join(folder, 'colours.png'), png);
		expect(Buffer.from(png.subarray(16, 24)).readUInt32BE(0)).toBe(300);
		expect(Buffer.from(png.subarray(16, 24)).readUInt32BE(4)).toBe(100);
		const { rgb } = decode(png);
		// Three fields, red, green and blue; each is asked in its middle.
		expect([50, 150, 250].map((x) => [...rgb(x, 50)])).toEqual([
			[255, 0, 0],
			[0, 128, 0],
			[0, 0, 255],
		]);
	});

	test('what many ask for is set once; what cannot be set is not tried again', async () => {
		const own = createTypesetter();
		const job = { template: sample('bilingual'), data: { title: 'Once', text: '' }, files: { 'code.svg': qrSvg('x') } };
		const both = await Promise.all([own.finished(job), own.finished({ ...job })]);
		expect(both[0]).toBe(both[1]);
		expect(await own.finished(job)).toBe(both[0]);
		expect(await own.finished({ ...job, data: { title: 'Twice', text: '' } })).not.toBe(both[0]);
		const failures = await Promise.all(
			[1, 2].map(() => own.finished({ template: sample('broken'), data: {} }).catch((error: unknown) => error)),
		);
		expect(failures[0]).toBeInstanceOf(TypesettingError);
		expect(await own.finished({ template: sample('broken'), data: {} }).catch((error: unknown) => error)).toBe(
			failures[0],
		);
		await own.close();
	});

	test('what a reader waits for goes before what nobody waits for', async () => {
		const own = createTypesetter();
		const order: string[] = [];
		const job = (title: string) => ({
			template: sample('bilingual'),
			data: { title, text: '' },
			files: { 'code.svg': qrSvg('x') },
		});
		const batch = ['a', 'b', 'c'].map((title) => own.pdf(job(title)).then(() => order.push(title)));
		const reader = own.finished(job('reader')).then(() => order.push('reader'));
		await Promise.all([...batch, reader]);
		expect(order).toEqual(['a', 'reader', 'b', 'c']);
		await own.close();
	});

	test('parts come as one document, each told its first page; a part that cannot be set fails the whole', async () => {
		const files = { 'code.svg': qrSvg('x') };
		const told: number[] = [];
		async function* parts(templates: string[]) {
			for (const [at, template] of templates.entries()) {
				yield (firstPage: number) => {
					told.push(firstPage);
					return { template: sample(template), data: { title: `Part ${at} 第${at}部`, text: `text${at}` }, files };
				};
			}
		}
		const three = ['bilingual', 'bilingual', 'bilingual'];
		const pdf = await typesetter.inParts(parts(three));
		expect(told).toEqual([1, 2, 3]);
		const text = textOf(pdf);
		expect([...text.matchAll(/text\d/g)].map(String)).toEqual(['text0', 'text1', 'text2']);
		expect(text).toContain('第 2 部');
		const info = execFileSync('pdfinfo', [join(folder, 'a.pdf')], { encoding: 'utf8' });
		expect(info).toMatch(/Pages:\s+3/);
		expect(info).toMatch(/Title:\s+.*Part 0/);
		expect(Buffer.compare(await typesetter.inParts(parts(three)), pdf)).toBe(0);
		await expect(typesetter.inParts(parts(['bilingual', 'broken', 'bilingual']))).rejects.toBeInstanceOf(
			TypesettingError,
		);
		await expect(typesetter.inParts(parts([]))).rejects.toThrow('nothing to join');
	});

	test('a full queue refuses; closing fails what waits', async () => {
		const small = createTypesetter({ maxWaiting: 1 });
		const job = { template: sample('unknown-font'), data: {} };
		const running = small.pdf(job).catch((e) => e.name);
		const waiting = small.pdf(job).catch((e) => e.code);
		await expect(small.pdf(job)).rejects.toMatchObject({ kind: 'unavailable', code: 'typesetting-busy' });
		await small.close();
		expect(await running).toBe('Refusal');
		expect(await waiting).toBe('typesetting-closed');
		await expect(small.pdf(job)).rejects.toMatchObject({ code: 'typesetting-closed' });
	});

	test('an idle process ends, and the next job starts another', async () => {
		const idle = createTypesetter({ idleMs: 20 });
		const job = { template: sample('bilingual'), data: { title: 'T', text: 'x' }, files: { 'code.svg': qrSvg('1') } };
		const first = await idle.pdf(job);
		await new Promise((resolve) => setTimeout(resolve, 120));
		expect(Buffer.compare(await idle.pdf(job), first)).toBe(0);
		await idle.close();
	});

	test('a process that is killed, or takes too long, fails its job and no other', async () => {
		const hasty = createTypesetter({ jobMs: 1 });
		const job = { template: sample('bilingual'), data: { title: 'T', text: 'x' }, files: { 'code.svg': qrSvg('1') } };
		await expect(hasty.pdf(job)).rejects.toThrow('not typeset within 1 ms');
		await hasty.close();
		expect((await typesetter.pdf(job)).length).toBeGreaterThan(1000);
	});

	test('the code of the process is found', () => {
		expect(typesettingIsInstalled()).toBe(true);
	});
});

/** Reads an RGB picture back, all five filters, independently of how it was written. */
function decode(png: Uint8Array) {
	const bytes = Buffer.from(png);
	const width = bytes.readUInt32BE(16);
	const data: Buffer[] = [];
	for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
		if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
			data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
	}
	const raw = inflateSync(Buffer.concat(data));
	const stride = width * 3;
	const rows: Uint8Array[] = [];
	for (let y = 0; y * (stride + 1) < raw.length; y += 1) {
		const kind = raw[y * (stride + 1)];
		const row = new Uint8Array(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
		const up = rows[y - 1] ?? new Uint8Array(stride);
		for (let x = 0; x < stride; x += 1) {
			const [a, b, c] = [x < 3 ? 0 : (row[x - 3] ?? 0), up[x] ?? 0, x < 3 ? 0 : (up[x - 3] ?? 0)];
			const p = a + b - c;
			const near = [a, b, c].reduce((best, one) => (Math.abs(p - one) < Math.abs(p - best) ? one : best));
			row[x] = (row[x] ?? 0) + ([0, a, b, (a + b) >> 1, near][kind as number] ?? 0);
		}
		rows.push(row);
	}
	return { rgb: (x: number, y: number) => (rows[y] as Uint8Array).subarray(x * 3, x * 3 + 3) };
}
