import { languageTag, type Locale, localePath } from '#core/i18n/index.ts';
import { zonedTime } from './news-feed.ts';

/** What search engines are told of an article; nothing that its page does not say. */
export interface ArticleFacts {
	locale: Locale;
	origin: string;
	/** Without language. */
	path: string;
	title: string;
	standfirst: string;
	zone: string;
	published: number;
	changed: number;
	words: number;
	authors: readonly { name: string; role?: string | undefined; url?: string | undefined }[];
	publisher: { name: string; url?: string | undefined };
	image?:
		| {
				url: string;
				width: number;
				height: number;
				caption?: string | undefined;
				credit?: string | undefined;
				licence?: string | undefined;
		  }
		| undefined;
	dateline?: string | undefined;
	rights?: string | undefined;
	topics: readonly string[];
	corrections: readonly { text: string; at: number }[];
	sources: readonly { name: string; url?: string | undefined }[];
	/** The other language, when it stands there too; which of them was translated from the other. */
	other?: { locale: Locale; title: string } | undefined;
	translated?: 'this' | 'other' | undefined;
	/** The edition that it is about: its slug and name. */
	edition?: { slug: string; name: string } | undefined;
	site: string;
}

type Json = Record<string, unknown>;

/** An article as a schema.org NewsArticle. Its two languages are two works, of which one may be a translation. Pure. */
export function articleData(facts: ArticleFacts): Json {
	const { locale, origin, path, zone } = facts;
	const address = (to: Locale) => origin + localePath(to, path);
	const url = address(locale);
	const time = (at: number) => zonedTime(at, zone);
	const twin = facts.other && {
		'@type': 'NewsArticle',
		'@id': `${address(facts.other.locale)}#article`,
		url: address(facts.other.locale),
		headline: facts.other.title,
		inLanguage: languageTag[facts.other.locale],
	};
	const relation = facts.translated === 'this' ? 'translationOfWork' : 'workTranslation';
	return {
		'@type': 'NewsArticle',
		'@id': `${url}#article`,
		headline: facts.title,
		description: facts.standfirst,
		url,
		mainEntityOfPage: url,
		...(facts.image ? { image: imageData(facts.image) } : {}),
		datePublished: time(facts.published),
		dateModified: time(facts.changed),
		...(facts.dateline ? { dateline: facts.dateline } : {}),
		author:
			facts.authors.length > 0
				? facts.authors.map(({ name, role, url: page }) => ({
						'@type': 'Person',
						name,
						...(role ? { jobTitle: role } : {}),
						...(page ? { url: page } : {}),
					}))
				: [{ '@type': 'Organization', ...facts.publisher }],
		publisher: { '@type': 'Organization', ...facts.publisher },
		inLanguage: languageTag[locale],
		...(twin ? { [relation]: twin } : {}),
		wordCount: facts.words,
		...(facts.topics.length > 0 ? { articleSection: facts.topics[0], keywords: [...facts.topics] } : {}),
		...(facts.rights ? { copyrightNotice: facts.rights } : {}),
		...(facts.corrections.length > 0
			? {
					correction: facts.corrections.map(({ text, at }) => ({
						'@type': 'CorrectionComment',
						text,
						datePublished: time(at),
					})),
				}
			: {}),
		...(facts.sources.length > 0
			? {
					citation: facts.sources.map(({ name, url: at }) => ({
						'@type': 'CreativeWork',
						name,
						...(at ? { url: at } : {}),
					})),
				}
			: {}),
		...(facts.edition
			? { about: { '@type': 'Event', '@id': `${origin}/${facts.edition.slug}#event`, name: facts.edition.name } }
			: {}),
		isAccessibleForFree: true,
		isPartOf: {
			'@type': 'WebSite',
			'@id': `${origin}/news#site`,
			name: facts.site,
			url: origin + localePath(locale, '/news'),
		},
	};
}

function imageData({ url, width, height, caption, credit, licence }: NonNullable<ArticleFacts['image']>): Json {
	return {
		'@type': 'ImageObject',
		url,
		contentUrl: url,
		width: { '@type': 'QuantitativeValue', value: width, unitCode: 'E37' },
		height: { '@type': 'QuantitativeValue', value: height, unitCode: 'E37' },
		...(caption ? { caption } : {}),
		...(credit ? { creditText: credit } : {}),
		...(licence && /^https?:/.test(licence) ? { license: licence } : licence ? { copyrightNotice: licence } : {}),
	};
}
