import { machineTime } from '#core/clock/format.ts';
import { languageTag } from '#core/i18n/index.ts';
import { escapeXml as x } from '#core/text/xml.ts';
import { absolute, feedFormats, type NewsFeed, type NewsItem } from './news-feed.ts';

/** News as an Atom feed (RFC 4287), with the whole text of each article. Pure. */
export function newsAtom(feed: NewsFeed): string {
	const { locale, path } = feed;
	const other = locale === 'en' ? 'zh' : 'en';
	const self = x(absolute(feed, locale, `${path}/feed.xml`));
	const twin = feed.inBoth
		? `<link rel="related" type="application/atom+xml" hreflang="${languageTag[other]}" href="${x(absolute(feed, other, `${path}/feed.xml`))}"/>`
		: undefined;
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${languageTag[locale]}">`,
		`<id>${x(feed.id)}</id>`,
		`<title>${x(feed.title)}</title>`,
		`<subtitle>${x(feed.subtitle)}</subtitle>`,
		`<updated>${machineTime(feed.updated)}</updated>`,
		`<link rel="self" type="${feedFormats.xml.mediaType}" href="${self}"/>`,
		`<link rel="alternate" type="text/html" hreflang="${languageTag[locale]}" href="${x(absolute(feed, locale, path))}"/>`,
		twin,
		`<author><name>${x(feed.publisher)}</name></author>`,
		`<icon>${x(feed.origin)}/favicon.ico</icon>`,
		...feed.items.map((item) => entry(feed, item)),
		'</feed>',
		'',
	]
		.filter((line) => line !== undefined)
		.join('\n');
}

function entry(feed: NewsFeed, item: NewsItem): string {
	const { locale } = feed;
	const authors = item.authors.length > 0 ? item.authors : [item.publisher];
	return [
		'<entry>',
		`<id>${x(item.id)}</id>`,
		`<title>${x(item.title)}</title>`,
		`<published>${machineTime(item.published)}</published>`,
		`<updated>${machineTime(item.changed)}</updated>`,
		`<link rel="alternate" type="text/html" hreflang="${languageTag[locale]}" href="${x(absolute(feed, locale, item.path))}"/>`,
		...authors.map((name) => `<author><name>${x(name)}</name></author>`),
		...item.topics.map(({ slug, name }) => `<category term="${x(slug)}" label="${x(name)}"/>`),
		`<summary>${x(item.standfirst)}</summary>`,
		`<content type="html">${x(item.html)}</content>`,
		...(item.rights ? [`<rights>${x(item.rights)}</rights>`] : []),
		'</entry>',
	].join('\n');
}
