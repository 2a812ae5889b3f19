import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
