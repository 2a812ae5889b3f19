import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { inProject } from '../../src/core/paths/index.ts';
import { catalogueFindings, cataloguesOf } from './catalogues.ts';
import { printed, sourcesBelow } from './sources.ts';

const files = sourcesBelow('src', ['.ts']).filter(
	({ path }) => /\/[a-z-]*messages[a-z.-]*\.ts$/.test(path) && !path.endsWith('.test.ts'),
);

test('there are catalogues', () => {
	expect(files.length).toBeGreaterThan(3);
});

test.each(files.map(({ path }) => path))('%s is whole in both languages', async (path) => {
	const exported = (await import(pathToFileURL(inProject(path)).href)) as Record<string, unknown>;
	const catalogues = cataloguesOf(exported);
	expect(printed(catalogues.flatMap(([name, pair]) => catalogueFindings(`${path} ${name}`, pair)))).toBe('');
});

test.each([
	[{ a: 'Close' }, { a: '' }, /a is empty/],
	[{ a: ' ' }, { a: '关闭' }, /a is empty/],
	[{ a: { b: 'Close' } }, { a: { b: 'Close' } }, /a\.b has English in Chinese/],
	[{ a: '关闭' }, { a: '关闭' }, /a has Chinese in English/],
	[{ a: 'Close' }, {}, /a is missing in Chinese/],
	[{ a: (n: number) => `${n} words` }, { a: () => '若干词' }, /argument 1 shows in English only/],
	[
		{ a: (n: number, m: number) => `${n} of ${m}` },
		{ a: (n: number, _m: number) => `${n} 项` },
		/argument 2 shows in English only/,
	],
	[{ a: (_n: number) => 'some words' }, { a: (_n: number) => '若干词' }, /argument 1 shows in neither/],
	[
		{ a: (p: { max: number }) => `at most ${p.max}` },
		{ a: (_: { max: number }) => '太多' },
		/argument 1\.max shows in English only/,
	],
	[{ a: (n: { x: { y: string } }) => n.x.y }, { a: (n: { x: { y: string } }) => n.x.y }, /gives no whole text/],
])('fails for %j and %j', (en, zh, message) => {
	expect(printed(catalogueFindings('x', { en, zh }))).toMatch(message);
});

test('what is right passes', () => {
	const en = {
		name: 'Orrery',
		left: (n: number) => `${n} ${n === 1 ? 'word' : 'words'} left`,
		at: (place: string) => `at ${place}`,
		file: 'a PDF file',
		other: '中文',
		most: (p: { max: number }) => `at most ${p.max}`,
	};
	const zh = {
		name: 'Orrery',
		left: (n: number) => `还剩 ${n} 词`,
		at: (place: string) => `位于${place}`,
		file: 'PDF 文件',
		other: 'English',
		most: (p: { max: number }) => `不超过 ${p.max}`,
	};
	expect(printed(catalogueFindings('x', { en, zh }))).toBe('');
});
