import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { articleLength } from '#modules/newsroom/length.ts';
import type { PublicArticle } from '#modules/newsroom/server/index.ts';
import { articleData } from '#modules/publications/article-data.ts';
import { breadcrumbData, jsonLd } from '#modules/publications/structured-data.ts';
import { newsMessages } from '../messages.ts';
import type { ArticleView } from './article.ts';

/** An article for search engines, from what its page says and nothing else. Pure. */
export function articleJsonLd(
	found: PublicArticle,
	view: Omit<ArticleView, 'jsonLd'>,
	{ locale, origin, site }: { locale: Locale; origin: string; site: string },
): string {
	const other: Locale = locale === 'en' ? 'zh' : 'en';
	const twin = found.texts[other];
	const asset = found.content.pictures.find(({ id }) => id === found.content.lead);
	const own = (words: Parameters<typeof inLocale>[0] | undefined) => (words ? inLocale(words, locale).text : '');
	const data = articleData({
		locale,
		origin,
		path: view.path,
		title: view.title,
		standfirst: view.standfirst,
		zone: view.zone,
		published: view.at,
		changed: view.changed,
		words: articleLength(found.texts[locale]?.body ?? ''),
		authors: view.byline.map(({ name, role, path, orcid }) => ({
			name,
			role,
			url: path ? origin + localePath(locale, path) : orcid ? `https://orcid.org/${orcid}` : undefined,
		})),
		publisher: { name: view.publisher.name, url: view.publisher.url ?? undefined },
		image:
			view.image && asset
				? {
						url: view.image.address,
						width: view.image.width,
						height: view.image.height,
						caption: own(asset.caption),
						credit: own(asset.credit),
						licence: asset.licence,
					}
				: undefined,
		dateline: view.dateline,
		rights: view.rights,
		topics: view.topics.map(({ name }) => name),
		corrections: view.corrections,
		sources: view.sources.map(({ label, url }) => ({ name: label, url: url ?? undefined })),
		other: twin && { locale: other, title: twin.title },
		translated: found.texts[locale]?.translation ? 'this' : twin?.translation ? 'other' : undefined,
		edition: found.edition ? { slug: found.edition.slug, name: inLocale(found.edition.name, locale).text } : undefined,
		site,
	});
	const trail = breadcrumbData(locale, origin, [
		{ name: newsMessages[locale].title, path: '/news' },
		{ name: view.title, path: view.path },
	]);
	return jsonLd(data, trail);
}
