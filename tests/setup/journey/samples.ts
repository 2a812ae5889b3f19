import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Locale } from '../../../src/core/i18n/index.ts';

const lexicon: Record<Locale, string[]> = {
	en: 'astronauts lose bone in orbit and regain part of it at home while sensors follow their sleep and load'.split(
		' ',
	),
	zh: [...'航天员在轨期间骨量下降返回地面后部分恢复我们用传感器记录睡眠与负荷并比较训练方案'],
};

/** A text of exactly so many words as authors count them: English by words, Chinese by characters. */
export function textOf(words: number, locale: Locale): string {
	const list = lexicon[locale];
	const chosen = Array.from({ length: words }, (_, place) => list[place % list.length]);
	return chosen.join(locale === 'en' ? ' ' : '');
}

/** A PDF of one page with a line of text on it: small, and valid for every reader. */
export function smallPdf(line: string): Buffer {
	const stream = `BT /F1 18 Tf 72 720 Td (${line}) Tj ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	];
	let text = '%PDF-1.4\n';
	const places = objects.map((object, index) => {
		const place = text.length;
		text += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
	return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

/** The beginning of a real executable: the Node that runs the test. */
export function programBytes(): Buffer {
	const bytes = Buffer.alloc(64 * 1024);
	const file = openSync(process.execPath, 'r');
	readSync(file, bytes, 0, bytes.length, 0);
	closeSync(file);
	return bytes;
}

/** A file of 60 MB (of a million bytes) that begins as a PDF; it takes no room on the disk and goes at the end of the test file. */
export function largeFile(): string {
	const folder = mkdtempSync(join(tmpdir(), 'orrery-large-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const path = join(folder, 'appendix.pdf');
	const file = openSync(path, 'w');
	writeSync(file, '%PDF-1.4\n');
	ftruncateSync(file, 60_000_000);
	closeSync(file);
	return path;
}
