import { stringify } from 'yaml';
import { z } from 'zod';
import { instantOf, localOf, parseMoment } from '#core/clock/zones.ts';
import { locales, type Locale } from '#core/i18n/index.ts';
import { readYaml, type YamlFile } from '#core/yaml/index.ts';
import { assetEntrySchema } from '#modules/editions/bundle/asset.ts';
import { prose, slug, zone } from '#modules/editions/bundle/text.ts';
import { articleDraftSchema } from './draft.ts';
import { type ArticleTextFile, readTextFile, writeTextFile } from './text-file.ts';

/*
 * An article as files: `article.yaml`, `en.md`, `zh.md`, and its pictures. The README of this module says what stands in them.
 */

const moment = z
	.string()
	.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?Z)?$/)
	.refine(
		(text) => {
			try {
				return Number.isFinite(parseMoment(text, 'UTC', 0));
			} catch {
				return false;
			}
		},
		{ params: { code: 'no-such-time' } },
	);

const { byline, dateline, topics, lead, sources, rights, related, interest, sample } = articleDraftSchema.shape;
const { translation } = articleDraftSchema.shape.texts.def.innerType.def.valueType.shape;

/** What `article.yaml` says. What an unfinished draft may lack may be missing. */
export const articleFileSchema = z.strictObject({
	organisation: slug,
	edition: slug.optional(),
	zone,
	publish: moment.optional(),
	embargo: moment.optional(),
	byline,
	dateline,
	topics,
	lead,
	pictures: z.array(assetEntrySchema).max(60).default([]),
	sources,
	rights,
	related,
	interest,
	sample,
	languages: z
		.partialRecord(z.enum(locales), z.strictObject({ ready: z.boolean().default(true), translation }))
		.default({}),
	corrections: z.array(z.strictObject({ at: moment, note: prose })).default([]),
	retraction: z.strictObject({ at: moment, reason: prose }).optional(),
});
export type ArticleFile = z.infer<typeof articleFileSchema>;

/** An article as its files say it, but the bytes of its pictures. */
export interface ArticleFiles {
	facts: ArticleFile;
	texts: Partial<Record<Locale, ArticleTextFile>>;
}

/** What is wrong with a file, where. */
export interface FileFinding {
	severity: 'error' | 'warning';
	/** Below the folder of the articles: `huzhou-assembly/article.yaml`. */
	file: string;
	line?: number;
	column?: number;
	path: string;
	code: string;
	params?: Record<string, string | number>;
}

/**
 * Reads the texts of an article's files. Pure.
 * @param name folder of the article, for findings
 */
export function readArticleFiles(
	name: string,
	files: { yaml: string; texts: Partial<Record<Locale, string>> },
): { article?: ArticleFiles; locate: YamlFile['locate']; findings: FileFinding[] } {
	const yaml = readYaml(files.yaml);
	const file = `${name}/article.yaml`;
	const fault = (path: string, code: string, params?: FileFinding['params']): FileFinding => {
		const place = yaml.locate(
			path === '' ? [] : path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
		);
		return { severity: 'error', file, ...place, path, code, ...(params ? { params } : {}) };
	};
	if (yaml.faults.length > 0) {
		const findings = yaml.faults.map(({ line, column, text }): FileFinding => {
			return { severity: 'error', file, line, column, path: '', code: 'unreadable-yaml', params: { text } };
		});
		return { locate: yaml.locate, findings };
	}
	const findings: FileFinding[] = [];
	const parsed = articleFileSchema.safeParse(yaml.value);
	if (!parsed.success) {
		for (const issue of parsed.error.issues) {
			const path = issue.path.map(String);
			if (issue.code === 'unrecognized_keys') {
				for (const key of issue.keys) findings.push(fault([...path, key].join('.'), 'unknown-key', { key }));
				continue;
			}
			const own = issue.code === 'custom' ? issue.params?.code : undefined;
			findings.push(fault(path.join('.'), typeof own === 'string' ? own : 'bad-value', { text: issue.message }));
		}
	}
	const texts: ArticleFiles['texts'] = {};
	for (const locale of locales) {
		const text = files.texts[locale];
		if (text === undefined) continue;
		const read = readTextFile(text, locale);
		if (read) texts[locale] = read;
		else {
			const at = { file: `${name}/${locale}.md`, line: 1, column: 1 };
			findings.push({ severity: 'error', ...at, path: '', code: 'no-title-line' });
		}
	}
	if (Object.keys(files.texts).length === 0) findings.push(fault('', 'no-text-file'));
	if (!parsed.success || findings.length > 0) return { locate: yaml.locate, findings };
	return { article: { facts: parsed.data, texts }, locate: yaml.locate, findings };
}

/** The files of an article by their names in its folder, but pictures: the same for the same article. Pure. */
export function writeArticleFiles({ facts, texts }: ArticleFiles): Map<string, string> {
	// The database orders keys by their length; people order them as the schema does.
	const { languages, ...rest } = articleFileSchema.parse(facts);
	const unusual = Object.fromEntries(
		Object.entries(languages).flatMap(([locale, { ready, translation: how }]) =>
			ready && !how ? [] : [[locale, { ready, ...(how ? { translation: how } : {}) }]],
		),
	);
	const said = Object.entries({ ...rest, languages: unusual }).filter(([, value]) => !isEmpty(value));
	const yaml = stringify(Object.fromEntries(said), { lineWidth: 110, aliasDuplicateObjects: false });
	const files = new Map([['article.yaml', yaml]]);
	for (const locale of locales) {
		const text = texts[locale];
		if (text) files.set(`${locale}.md`, writeTextFile(text));
	}
	return files;
}

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === false) return true;
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** An instant as the files say it: local time, or in UTC where that would not say it exactly. Pure. */
export function momentText(at: number, inZone: string): string {
	const local = localOf(at, inZone).slice(0, 16);
	return instantOf(local, inZone) === at
		? local
		: `${localOf(at, 'UTC')}.${String(((at % 1000) + 1000) % 1000).padStart(3, '0')}Z`;
}

/** The instant that a file says. Pure. */
export function momentOf(text: string, inZone: string): number {
	return parseMoment(text, inZone, 0);
}
