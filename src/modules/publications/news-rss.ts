import { languageTag } from '#core/i18n/index.ts';
import { escapeXml as x } from '#core/text/xml.ts';
import { absolute, feedFormats, type NewsFeed, type NewsItem } from './news-feed.ts';

/** A date of RFC 822 with a year of four figures. */
const mailTime = (at: number) => new Date(at).toUTCString();

/** Languages as RSS lists them: its own list has no `zh-Hans`. */
const rssLanguage = { en: 'en', zh: 'zh-cn' } as const;

/**
 * News as RSS 2.0, with the standfirst as description and the whole text beside it (RSS Best Practices Profile: Atom's
 * `self`, names as `dc:creator` since `author` would be a mail address). Pure.
 */
export function newsRss(feed: NewsFeed): string {
	const { locale, path } = feed;
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
		'<channel>',
		`<title>${x(feed.title)}</title>`,
		`<link>${x(absolute(feed, locale, path))}</link>`,
		`<description>${x(feed.subtitle)}</description>`,
		`<language>${rssLanguage[locale]}</language>`,
		`<lastBuildDate>${mailTime(feed.updated)}</lastBuildDate>`,
		`<atom:link rel="self" type="${feedFormats.rss.mediaType}" href="${x(absolute(feed, locale, `${path}/feed.rss`))}"/>`,
		...feed.items.map((item) => entry(feed, item)),
		'</channel>',
		'</rss>',
		'',
	].join('\n');
}

function entry(feed: NewsFeed, item: NewsItem): string {
	const { locale } = feed;
	const authors = item.authors.length > 0 ? item.authors : [item.publisher];
	return [
		'<item>',
		`<title>${x(item.title)}</title>`,
		`<link>${x(absolute(feed, locale, item.path))}</link>`,
		`<guid isPermaLink="false">${x(item.id)}</guid>`,
		`<pubDate>${mailTime(item.published)}</pubDate>`,
		`<dc:creator>${x(authors.join(locale === 'zh' ? '、' : ', '))}</dc:creator>`,
		`<dc:language>${languageTag[locale]}</dc:language>`,
		...item.topics.map(({ name }) => `<category>${x(name)}</category>`),
		`<description>${x(item.standfirst)}</description>`,
		`<content:encoded>${x(item.html)}</content:encoded>`,
		...(item.rights ? [`<dc:rights>${x(item.rights)}</dc:rights>`] : []),
		'</item>',
	].join('\n');
}
