import { locales } from '#core/i18n/index.ts';
import type { ArticleContent } from './article.ts';
import type { ArticleDraft } from './draft.ts';

/**
 * A draft as far as it can be shown: what is missing of a text is empty, rows of lists that are not whole are left out.
 * Languages that are not ready are there. Pure.
 */
export function previewContent(draft: ArticleDraft): ArticleContent {
	const texts: ArticleContent['texts'] = {};
	for (const locale of locales) {
		const text = draft.texts[locale];
		if (!text) continue;
		const { title = '', standfirst = '', body = '', ready, translation } = text;
		texts[locale] = { title, standfirst, body, ready, ...(translation ? { translation } : {}) };
	}
	return {
		...draft,
		texts,
		byline: draft.byline.flatMap(({ name, ...rest }) => (name ? [{ name, ...rest }] : [])),
		sources: draft.sources.flatMap(({ label, url }) =>
			label?.en && label.zh ? [{ label: { en: label.en, zh: label.zh }, ...(url ? { url } : {}) }] : [],
		),
		related: draft.related.flatMap((one): ArticleContent['related'] => {
			if (one.kind === 'article') return one.slug ? [{ kind: 'article', slug: one.slug }] : [];
			const { url, label } = one;
			if (!url || !label?.en || !label.zh) return [];
			return [{ kind: 'link', url, label: { en: label.en, zh: label.zh } }];
		}),
	};
}
