import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import { createTypesetter, type Typesetter } from '#core/typesetting/index.ts';
import { composeLetter, type LetterInput } from '../compose.ts';
import { sampleLetter } from '../sample.ts';
import { renderLetter } from './render.ts';

const sample = (name: string) => readFileSync(inProject('src/modules/letters/samples', name));

describe('the letter as a PDF', () => {
	let typesetter: Typesetter;
	let folder: string;
	beforeAll(() => {
		typesetter = createTypesetter();
		folder = mkdtempSync(join(tmpdir(), 'letter-'));
	});
	afterAll(async () => {
		await typesetter.close();
		rmSync(folder, { recursive: true });
	});

	const images = { 'seal.svg': sample('seal.svg'), 'signature.svg': sample('signature.svg') };
	const render = (over: Partial<LetterInput> = {}) =>
		renderLetter({ typesetter }, composeLetter(sampleLetter(over)), images);
	const run = (command: string, ...rest: string[]) =>
		execFileSync(command, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

	function pages(pdf: Uint8Array): string[] {
		writeFileSync(join(folder, 'a.pdf'), pdf);
		return run('pdftotext', '-layout', join(folder, 'a.pdf'), '-')
			.split('\f')
			.slice(0, -1)
			.map((text) => text.replace(/\s+/g, ' '));
	}

	test('two pages, the reader’s language first, with reference, name, date and seal', async () => {
		const [first, second, ...more] = pages(await render({ locale: 'zh', rehearsal: false }));
		expect(more).toEqual([]);
		expect(first).toContain('录用通知书');
		expect(first).toContain('尊敬的王芳教授：');
		expect(first).toContain('2021 年 10 月 29 日');
		expect(second).toContain('Letter of Acceptance');
		expect(second).toContain('Dear Professor Fang WANG,');
		for (const page of [first, second]) expect(page).toContain('IPSPACE-2021-7K4QX9M2-5');
		expect(run('pdfinfo', join(folder, 'a.pdf'))).toMatch(/Tagged: +yes/);
	});

	test('a rehearsal is marked on every page, a real letter on none', async () => {
		for (const page of pages(await render())) expect(page).toMatch(/not valid|不具效力/);
		const marked = (rehearsal: boolean) => render({ rehearsal }).then((pdf) => pages(pdf).join(' ').replace(/\s/g, ''));
		// The mark runs askew, so its characters are read one by one: twice, beside the note on the Chinese page.
		expect((await marked(true)).match(/练/g)?.length).toBe(3);
		expect(await marked(false)).not.toMatch(/演练|REHEARSAL|valid/);
	});

	test('the code on the letter leads to the page that checks it', async () => {
		const path = join(folder, 'qr');
		writeFileSync(`${path}.pdf`, await render());
		run('pdftoppm', '-r', '150', '-f', '1', '-l', '1', '-png', '-singlefile', `${path}.pdf`, path);
		expect(run('zbarimg', '-q', '--nodbus', '--raw', `${path}.png`).trim()).toBe(
			'http://localhost:8080/verify/IPSPACE-2021-7K4QX9M2-5',
		);
	});

	test('the same letter has the same bytes, another letter others', async () => {
		const first = await render();
		expect(Buffer.compare(first, await render())).toBe(0);
		expect(Buffer.compare(first, await render({ reference: 'IPSPACE-2021-7K4QX9M3-W' }))).not.toBe(0);
	});

	test('titles and names that look like markup are printed as they are', async () => {
		const title = '#panic("x") $E=mc^2$ [a] *b* _c_ `d` <e> @f \\g';
		const [page] = pages(await render({ application: { ...sampleLetter().application, title } }));
		expect(page).toContain(title);
	});

	test('a title of the longest kind, many conditions and names of many scripts still make a letter', async () => {
		const pdf = await render({
			application: { ...sampleLetter().application, title: '极长的题目与 long words '.repeat(12) },
			recipient: {
				names: { given: 'Željko-Şükrü Ångström', family: 'Þórðardóttir von und zu Hohenlohe', han: '喆𠮷' },
			},
		});
		expect(pages(pdf).length).toBeGreaterThanOrEqual(2);
	});
});
