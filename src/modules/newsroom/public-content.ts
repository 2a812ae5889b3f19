import { assetsInText } from '#modules/editions/bundle/index.ts';
import { type ArticleContent, readyLocales } from './article.ts';

/**
 * What of a content leaves the newsroom: the languages that are ready, and the pictures that one of them shows. What was
 * uploaded and not used stays inside. Pure.
 */
export function publicContent(content: ArticleContent): ArticleContent {
	const texts = Object.fromEntries(readyLocales(content).map((locale) => [locale, content.texts[locale]]));
	const named = namedAssets({ ...content, texts });
	const { lead, ...rest } = content;
	return {
		...rest,
		texts,
		pictures: content.pictures.filter(({ id }) => named.has(id)),
		...(lead !== undefined && content.pictures.some(({ id }) => id === lead) ? { lead } : {}),
	};
}

/** The ids of all assets that an article names: above the text, and in it. Pure. */
export function namedAssets({ texts, lead }: Pick<ArticleContent, 'texts' | 'lead'>): Set<string> {
	const inTexts = Object.values(texts).flatMap((text) => assetsInText(text?.body ?? '').map(({ id }) => id));
	return new Set(lead === undefined ? inTexts : [lead, ...inTexts]);
}
