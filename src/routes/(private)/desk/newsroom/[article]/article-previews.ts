import { type Locale, locales } from '#core/i18n/index.ts';
import { escapeXml } from '#core/text/index.ts';
import { deskPictures } from '#modules/newsroom/article-address.ts';
import { articleHtml } from '#modules/newsroom/article-html.ts';
import type { ArticleDraft } from '#modules/newsroom/draft.ts';

/**
 * Both languages of a draft as safe HTML, made as the public page is; empty for a language in which nothing is written. Its
 * sections stand below the heading of the preview, and have no anchors: two languages stand on one page. Pure.
 */
export function previewsOf(articleId: string, draft: Pick<ArticleDraft, 'texts' | 'pictures'>): Record<Locale, string> {
	const of = (locale: Locale): string => {
		const { title = '', standfirst = '', body = '' } = draft.texts[locale] ?? {};
		const options = { locale, pictures: deskPictures(articleId), headingLevel: 4 };
		return [
			title.trim() === '' ? '' : `<p class="preview-title">${escapeXml(title)}</p>`,
			standfirst.trim() === '' ? '' : `<p class="lead">${escapeXml(standfirst)}</p>`,
			body.trim() === '' ? '' : articleHtml(body, draft, options).html.replace(/ id="s-[^"]*"/g, ''),
		].join('');
	};
	return Object.fromEntries(locales.map((locale) => [locale, of(locale)])) as Record<Locale, string>;
}
