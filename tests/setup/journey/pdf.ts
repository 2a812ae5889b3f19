import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The text of a PDF as a reader copies it, lines joined by single spaces. */
export function pdfText(pdf: Buffer): string {
	const text = execFileSync('pdftotext', ['-', '-'], { input: pdf, stdio: ['pipe', 'pipe', 'ignore'] }).toString(
		'utf8',
	);
	return text.replace(/\s+/g, ' ');
}

/** What the codes on the pages of a PDF say to a camera, each once. */
export function codesOf(pdf: Buffer): string[] {
	const folder = mkdtempSync(join(tmpdir(), 'orrery-pdf-'));
	try {
		const file = join(folder, 'letter.pdf');
		writeFileSync(file, pdf);
		execFileSync('pdftoppm', ['-r', '150', '-gray', '-png', file, join(folder, 'page')], { stdio: 'ignore' });
		const codes = readdirSync(folder)
			.filter((name) => name.endsWith('.png'))
			.flatMap((name) => scan(join(folder, name)));
		return [...new Set(codes)];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** `zbarimg` ends with 4 when there is no code on the picture. */
function scan(picture: string): string[] {
	try {
		const found = execFileSync('zbarimg', ['--quiet', '--raw', picture], { stdio: ['ignore', 'pipe', 'ignore'] });
		return found.toString('utf8').trim().split('\n');
	} catch (error) {
		if ((error as { status?: number }).status === 4) return [];
		throw error;
	}
}
