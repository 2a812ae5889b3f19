import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type Locale, locales } from '#core/i18n/index.ts';
import { fontFolders } from '#core/typesetting/fonts.ts';
import {
	manuscriptTemplate,
	type PaperKind,
	paperKinds,
	readTemplateName,
	type TemplateEnding,
	type TemplateFacts,
} from './manuscripts.ts';
import { latexText } from './manuscripts/tex.ts';
import { typstText } from './manuscripts/typ.ts';

/** Signs that mean something to one of the three programs, in a name that an edition may well have. */
const name = 'Symposium on R&D #1 100% {safe} $x_1^2$ ~ <b> "quoted" [a] *b* `c` @d \\e 研讨会';

function facts(locale: Locale, kind: PaperKind, more: Partial<TemplateFacts> = {}): TemplateFacts {
	return {
		locale,
		kind,
		short: 'E_2021 & more',
		name,
		held: '18–20 November 2021',
		due: '10 November 2021, 18:00 Beijing time (UTC+8)',
		keywords: { min: 3, max: 6 },
		home: 'https://ipspace.example/e',
		asOf: '2021-10-10',
		...more,
	};
}
const written = (ending: TemplateEnding, locale: Locale, kind: PaperKind, more: Partial<TemplateFacts> = {}) =>
	manuscriptTemplate(ending, facts(locale, kind, more)).bytes;
const text = (...about: Parameters<typeof written>) => new TextDecoder().decode(written(...about));
const each = locales.flatMap((locale) => paperKinds.map((kind) => [locale, kind] as const));

test('files are known by their name and no other', () => {
	expect(readTemplateName('manuscript.docx')).toEqual({ kind: 'manuscript', ending: 'docx' });
	expect(readTemplateName('extended-abstract.typ')).toEqual({ kind: 'extended-abstract', ending: 'typ' });
	for (const other of ['manuscript', 'manuscript.pdf', 'manuscript.docx.exe', '../manuscript.tex', 'x.tex'])
		expect(readTemplateName(other)).toBeUndefined();
});

describe.each(each)('in %s, %s', (locale, kind) => {
	test('every program is told the same: where the rules come from, the limit of pages, the day it is due', () => {
		const docx = unzipSync(written('docx', locale, kind));
		const body = strFromU8(docx['word/document.xml'] as Uint8Array).replace(/<[^>]+>/g, '');
		for (const source of [body, text('tex', locale, kind), text('typ', locale, kind)]) {
			expect(source).toMatch(
				locale === 'en' ? /rules are set for this edition on its platform/ : /由本平台为本届会议设定/,
			);
			expect(source).toContain('10 November 2021');
			expect(source).toMatch(/A4/);
			expect(source).toMatch(/25 (mm|毫米)/);
			const limit = locale === 'en' ? /At most 2 pages/ : /不超过 2 页/;
			if (kind === 'extended-abstract') expect(source).toMatch(limit);
			else expect(source).not.toMatch(limit);
			// A paper in Chinese also has its title and abstract in English.
			if (locale === 'zh') expect(source).toContain('Title of the paper in English');
		}
	});

	test('Word: every part is well-formed, named, and found by what refers to it', () => {
		const files = unzipSync(written('docx', locale, kind));
		const roots = new Map(
			Object.entries(files).map(([path, bytes]) => [path, parseXml(strFromU8(bytes)).root as XmlElement]),
		);
		const inside = (path: string) =>
			(roots.get(path) as XmlElement).children.filter((child): child is XmlElement => child.type === 'element');
		const overrides = inside('[Content_Types].xml').filter(({ name: tag }) => tag === 'Override');
		for (const { attributes } of overrides) expect(files).toHaveProperty([(attributes.PartName as string).slice(1)]);
		const targets = inside('word/_rels/document.xml.rels').map(({ attributes }) => attributes);
		for (const { Target } of targets) expect(files).toHaveProperty([`word/${Target}`]);
		for (const { attributes } of inside('_rels/.rels')) expect(files).toHaveProperty([attributes.Target as string]);

		const source = (path: string) => strFromU8(files[path] as Uint8Array);
		const document = source('word/document.xml');
		const references = [...document.matchAll(/r:id="([^"]+)"/g)].map(([, id]) => id);
		expect(references.length).toBe(2);
		for (const id of references) expect(targets.map((target) => target.Id)).toContain(id);
		const used = new Set([...document.matchAll(/<w:pStyle w:val="([^"]+)"/g)].map(([, id]) => id));
		const defined = [...source('word/styles.xml').matchAll(/w:styleId="([^"]+)"/g)].map(([, id]) => id);
		expect([...used].filter((id) => !defined.includes(id as string))).toEqual([]);
		// A4 with margins of 25 mm, in twentieths of a point.
		expect(document).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
		expect(document).toContain('w:top="1417" w:right="1417" w:bottom="1417" w:left="1417"');
		expect(document.replace(/<[^>]+>/g, '')).toContain('Symposium on R&amp;D #1 100%');
	});

	test('Typst: our own compiler sets it without a warning, within the limit of pages', () => {
		const folder = mkdtempSync(join(tmpdir(), 'paper-'));
		try {
			const file = join(folder, 'paper.typ');
			writeFileSync(file, written('typ', locale, kind));
			const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: fontFolders() }] });
			const compiled = compiler.compile({ mainFilePath: file });
			const complaints = [compiled.takeError(), compiled.takeWarnings()].flatMap((problem) =>
				problem ? compiler.fetchDiagnostics(problem) : [],
			);
			expect(complaints).toEqual([]);
			const document = compiled.result;
			if (!document) return expect.unreachable('nothing was set');
			expect(document.numOfPages).toBeLessThanOrEqual(2);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	test('LaTeX: the plain article class, everything opened is closed, no sign left that would be obeyed', () => {
		const source = text('tex', locale, kind);
		expect(source).toMatch(/^\\documentclass\[11pt,a4paper\]\{article\}$/m);
		const opened: string[] = [];
		for (const [, verb, environment] of source.matchAll(/\\(begin|end)\{([^}]+)\}/g)) {
			if (verb === 'begin') opened.push(environment as string);
			else expect(opened.pop()).toBe(environment);
		}
		expect(opened).toEqual([]);
		const bare = source.replace(/\\[\\{}]/g, '');
		expect(bare.match(/\{/g)?.length).toBe(bare.match(/\}/g)?.length);
		// What is no comment, no command and no formula holds none of the special signs.
		const said = source
			.split('\n')
			.filter((line) => !line.startsWith('%') && !line.includes('&') && !line.includes('\\Delta'))
			.join('\n');
		expect(said.replace(/\\[#$%&_{}]/g, '')).not.toMatch(/[#$%&^~]/);
		const packages = [...source.matchAll(/\\usepackage(?:\[[^\]]*\])?\{([^}]+)\}/g)].map(([, one]) => one);
		expect(packages).toEqual(
			locale === 'zh'
				? ['geometry', 'ctex', 'amsmath', 'graphicx', 'fancyhdr']
				: ['geometry', 'fontenc', 'inputenc', 'mathptmx', 'amsmath', 'graphicx', 'fancyhdr'],
		);
		// pdfLaTeX has no glyph for other scripts: an English template holds none but what the edition's own name brings.
		if (locale === 'en') expect(source.replaceAll('研讨会', '').replaceAll('’', '')).toMatch(/^[\x20-\x7e\n·–¹²]*$/);
	});
});

test('signs that are orders elsewhere are printed as they are', () => {
	expect(latexText('50% & #1 {a} \\b ~ ^ _')).toBe(
		'50\\% \\& \\#1 \\{a\\} \\textbackslash{}b \\textasciitilde{} \\textasciicircum{} \\_',
	);
	expect(typstText('#a $b$ *c* @d')).toBe('\\#a \\$b\\$ \\*c\\* \\@d');
});

test('the same facts give the same bytes; without a date or keywords nothing is said of them', () => {
	for (const ending of ['docx', 'tex', 'typ'] as const) {
		expect(Buffer.compare(written(ending, 'en', 'manuscript'), written(ending, 'en', 'manuscript'))).toBe(0);
	}
	const bare = text('typ', 'en', 'manuscript', { due: '', keywords: undefined });
	expect(bare).not.toContain('Due');
	expect(bare).not.toContain('Keywords');
});
