import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { locales, type Locale } from '#core/i18n/index.ts';
import { PictureFault } from '#core/pictures/index.ts';
import type { YamlFile } from '#core/yaml/index.ts';
import { maxAssetBytes, readAsset } from '#modules/editions/server/index.ts';
import { saysOfFile } from '#modules/editions/file-refusals.ts';
import { slug as slugSchema } from '#modules/editions/bundle/text.ts';
import { type ArticleFile, type ArticleFiles, type FileFinding, momentOf, readArticleFiles } from '../article-file.ts';
import { type ArticleDraft, articleDraftSchema, cleanDraft } from '../draft.ts';

/** One article of a folder. */
export interface FolderArticle {
	slug: string;
	facts: ArticleFile;
	draft: ArticleDraft;
	locate: YamlFile['locate'];
	/** The clean bytes of its pictures by digest, read again when asked for. */
	bytes: Map<string, () => Promise<Buffer>>;
}

/** What may lie beside the articles: words on them, headlines of others for rehearsals. */
export const besideArticles = new Set(['README.md', 'headlines.yaml']);

/** The articles of a folder `news/`, by name, and what is wrong with their files. A folder that is not there is empty. */
export async function readNewsFolder(folder: string): Promise<{ articles: FolderArticle[]; findings: FileFinding[] }> {
	const names = await namesIn(folder);
	const [articles, findings]: [FolderArticle[], FileFinding[]] = [[], []];
	for (const name of names) {
		if (!(await stat(join(folder, name))).isDirectory()) {
			if (!besideArticles.has(name)) findings.push({ severity: 'error', file: name, path: '', code: 'unknown-file' });
			continue;
		}
		const read = await readArticle(folder, name);
		findings.push(...read.findings);
		if (read.article) articles.push(read.article);
	}
	return { articles, findings };
}

async function readArticle(folder: string, name: string) {
	const findings: FileFinding[] = [];
	const fault = (file: string, code: string, params?: FileFinding['params']) =>
		findings.push({ severity: 'error', file: `${name}/${file}`, path: '', code, ...(params ? { params } : {}) });
	if (!slugSchema.safeParse(name).success) fault('', 'no-slug');
	const known = new Set(['article.yaml', 'pictures', ...locales.map((locale) => `${locale}.md`)]);
	const inside = await namesIn(join(folder, name));
	for (const file of inside) if (!known.has(file)) fault(file, 'unknown-file');
	if (!inside.includes('article.yaml')) {
		fault('article.yaml', 'missing-file');
		return { findings };
	}
	const texts: Partial<Record<Locale, string>> = {};
	for (const locale of locales) {
		if (inside.includes(`${locale}.md`)) texts[locale] = await readFile(join(folder, name, `${locale}.md`), 'utf8');
	}
	const yaml = await readFile(join(folder, name, 'article.yaml'), 'utf8');
	const read = readArticleFiles(name, { yaml, texts });
	findings.push(...read.findings);
	if (!read.article) return { findings };
	const { facts } = read.article;
	const { pictures, bytes } = await readPictures(join(folder, name), facts.pictures, fault);
	findings.push(...timeFindings(name, read.article, read.locate));
	const { byline, dateline, topics, lead, sources, rights, related, interest, sample, languages } = facts;
	const written = Object.fromEntries(
		Object.entries(read.article.texts).map(([locale, text]) => [
			locale,
			{ ...text, ...(languages[locale as Locale] ?? { ready: true }) },
		]),
	);
	const draft = cleanDraft(
		articleDraftSchema.parse({
			...{ texts: written, byline, dateline, topics, lead, pictures },
			...{ sources, rights, related, interest, sample },
		}),
	);
	const article = { slug: name, facts, draft, locate: read.locate, bytes };
	return { findings, ...(findings.length === 0 ? { article } : {}) };
}

type Fault = (file: string, code: string, params?: FileFinding['params']) => unknown;

async function readPictures(folder: string, entries: ArticleFiles['facts']['pictures'], fault: Fault) {
	const pictures: ArticleDraft['pictures'] = [];
	const bytes = new Map<string, () => Promise<Buffer>>();
	const named = new Set(entries.map(({ file }) => file));
	for (const file of await namesIn(join(folder, 'pictures'))) {
		if (!named.has(file)) fault(`pictures/${file}`, 'file-without-picture');
	}
	for (const entry of entries) {
		const path = join(folder, 'pictures', entry.file);
		const size = (await stat(path).catch(() => undefined))?.size;
		if (size === undefined) {
			fault(`pictures/${entry.file}`, 'missing-file');
			continue;
		}
		try {
			if (size > maxAssetBytes.document) throw new PictureFault('file-too-large', { max: maxAssetBytes.document });
			const { content } = await readAsset(await readFile(path), entry.file);
			pictures.push({ ...entry, content });
			bytes.set(content.digest, async () => (await readAsset(await readFile(path), entry.file)).bytes);
		} catch (error) {
			if (!(error instanceof PictureFault)) throw error;
			fault(`pictures/${entry.file}`, 'picture-refused', { text: saysOfFile(error, 'en') });
		}
	}
	return { pictures, bytes };
}

/** Times that contradict each other. */
function timeFindings(name: string, { facts }: ArticleFiles, locate: YamlFile['locate']): FileFinding[] {
	const at = (text: string | undefined) => (text === undefined ? undefined : momentOf(text, facts.zone));
	const [publish, embargo] = [at(facts.publish), at(facts.embargo)];
	const findings: FileFinding[] = [];
	const fault = (path: (string | number)[], code: string) =>
		findings.push({
			...{ severity: 'error' as const, file: `${name}/article.yaml`, ...locate(path) },
			...{ path: path.join('.'), code },
		});
	if (publish !== undefined && embargo !== undefined && publish < embargo) fault(['publish'], 'before-embargo');
	let last = publish;
	for (const [i, correction] of facts.corrections.entries()) {
		const corrected = at(correction.at) as number;
		if (last === undefined || corrected < last) fault(['corrections', i, 'at'], 'before-publication');
		last = corrected;
	}
	const retracted = at(facts.retraction?.at);
	if (retracted !== undefined && (last === undefined || retracted < last)) {
		fault(['retraction', 'at'], 'before-publication');
	}
	return findings;
}

/** What lies in a folder, by name; nothing where there is none, or a file. */
export async function namesIn(folder: string): Promise<string[]> {
	try {
		return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
	} catch (error) {
		if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
		throw error;
	}
}
