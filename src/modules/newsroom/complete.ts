import type { z } from 'zod';
import { locales } from '#core/i18n/index.ts';
import { assetsInText } from '#modules/editions/bundle/index.ts';
import { type ArticleContent, articleContentSchema, readyLocales } from './article.ts';
import type { ArticleDraft } from './draft.ts';
import { namedAssets, publicContent } from './public-content.ts';
import { personKeysIn } from './quotations.ts';

/** Something about a draft that stands against publishing it (`error`) or that its editor should know (`warning`). */
export interface ArticleFinding {
	severity: 'error' | 'warning';
	/** `texts.en.title`, `pictures.0.alternative.zh`, `byline.1.person` … */
	path: string;
	/** A code the catalogues know. */
	code: string;
	params?: Record<string, string | number>;
}

/** What is known outside the article, asked beforehand. */
export interface Surroundings {
	/** Keys of persons that are in the directory. */
	persons: ReadonlySet<string>;
	/** Slugs of articles that there are, published or not. */
	articles: ReadonlySet<string>;
	/** The slug of this one. */
	slug: string;
}

/**
 * A draft as an article, and what stands against that. A language that is neither ready nor whole is left out; one that is
 * whole and not ready stays, unpublished. Pure.
 * @returns the content unless its shape is wrong; it may be published when no finding is an error
 */
export function completeArticle(
	draft: ArticleDraft,
	around: Surroundings,
): { content?: ArticleContent; findings: ArticleFinding[] } {
	const texts = Object.fromEntries(
		locales.flatMap((locale) => {
			const text = draft.texts[locale];
			const isWhole = text?.title !== undefined && text.standfirst !== undefined && text.body !== undefined;
			return text && (text.ready || isWhole) ? [[locale, text]] : [];
		}),
	);
	const findings: ArticleFinding[] = [];
	if (!Object.values(texts).some((text) => text.ready)) {
		findings.push({ severity: 'error', path: 'texts', code: 'no-ready-language' });
	}
	const parsed = articleContentSchema.safeParse({ ...draft, texts });
	if (!parsed.success) {
		const ofShape = parsed.error.issues.map((issue) => findingOf(draft, issue));
		return { findings: [...findings, ...ofShape.filter(({ code }) => code !== 'no-language')] };
	}
	return { content: parsed.data, findings: [...findings, ...contentFindings(parsed.data, around)] };
}

/** What can be wrong with a content whose shape is right: what it shows, whom it quotes, what it leads to. Pure. */
export function contentFindings(content: ArticleContent, around: Surroundings): ArticleFinding[] {
	const ready = readyLocales(content);
	const shown = publicContent(content);
	const named = namedAssets(shown);
	const findings: ArticleFinding[] = [];
	const say = (severity: ArticleFinding['severity'], path: string, code: string, params?: ArticleFinding['params']) =>
		findings.push({ severity, path, code, ...(params ? { params } : {}) });
	const known = new Map(content.pictures.map((picture) => [picture.id, picture]));
	for (const locale of locales) {
		const body = content.texts[locale]?.body;
		if (body === undefined) {
			say('warning', `texts.${locale}`, 'missing-language');
			continue;
		}
		if (!content.texts[locale]?.ready) say('warning', `texts.${locale}.ready`, 'language-not-ready');
		const path = `texts.${locale}.body`;
		for (const { id, picture } of assetsInText(body)) {
			const asset = known.get(id);
			if (!asset) say('error', path, 'unknown-asset', { id });
			else if (picture && asset.kind !== 'image') say('error', path, 'not-a-picture', { id });
		}
		for (const key of personKeysIn(body)) {
			if (!around.persons.has(key)) say('error', path, 'unknown-person', { key });
		}
		if (/!\[[^\]]{0,300}\]\(\s*<?(?:https?:)?\/\//i.test(body)) say('warning', path, 'remote-picture');
	}
	if (content.lead !== undefined) {
		const lead = known.get(content.lead);
		if (!lead) say('error', 'lead', 'unknown-asset', { id: content.lead });
		else if (lead.kind !== 'image') say('error', 'lead', 'not-a-picture', { id: content.lead });
	}
	for (const [i, picture] of content.pictures.entries()) {
		if (!named.has(picture.id)) {
			say('warning', `pictures.${i}`, 'not-shown', { id: picture.id });
			continue;
		}
		if (picture.kind === 'image' && !picture.decorative) {
			for (const locale of ready) {
				if (!picture.alternative?.[locale]) {
					say('error', `pictures.${i}.alternative.${locale}`, 'missing-alternative', { id: picture.id });
				}
			}
		}
		if (picture.kind === 'image' && !picture.credit) say('warning', `pictures.${i}.credit`, 'missing-credit');
	}
	if (content.byline.length === 0) say('warning', 'byline', 'no-byline');
	for (const [i, { person }] of content.byline.entries()) {
		if (person !== undefined && !around.persons.has(person)) {
			say('error', `byline.${i}.person`, 'unknown-person', { key: person });
		}
	}
	for (const [i, one] of content.related.entries()) {
		if (one.kind !== 'article') continue;
		if (one.slug === around.slug) say('error', `related.${i}.slug`, 'related-to-itself');
		else if (!around.articles.has(one.slug)) say('warning', `related.${i}.slug`, 'unknown-article', { slug: one.slug });
	}
	return findings;
}

type Issue = z.core.$ZodIssue;

function findingOf(draft: ArticleDraft, issue: Issue): ArticleFinding {
	const steps = issue.path.map(String);
	const at = (path: string, code: string, params?: ArticleFinding['params']): ArticleFinding => {
		return { severity: 'error', path, code, ...(params ? { params } : {}) };
	};
	const path = steps.join('.');
	const value = steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], draft);
	if (issue.code === 'custom') {
		const code: unknown = issue.params?.code;
		return at(path, typeof code === 'string' ? code : 'wrong');
	}
	if (value === undefined) return at(path, 'missing');
	switch (issue.code) {
		case 'too_small':
			return at(path, 'missing');
		case 'too_big':
			return at(path, 'too-long', { max: Number(issue.maximum) });
		case 'invalid_format':
			if (steps.at(-1) === 'url') return at(path, 'no-address');
			if (steps.at(-1) === 'person') return at(path, 'unknown-person', { key: String(value) });
			return at(path, 'no-slug');
		default:
			return at(path, 'wrong');
	}
}
