import { machineTime } from '#core/clock/format.ts';
import { languageTag, type Locale, localePath } from '#core/i18n/index.ts';
import { escapeXml as x } from '#core/text/xml.ts';
import type { ChangeLine } from './changes.ts';
import { feedMessages } from './ui/feed-messages.ts';

export interface FeedEntry {
	/** An IRI that never changes, whatever the site is called later. */
	id: string;
	at: number;
	/** None for the opening of the site. */
	lines: ChangeLine[];
}

export interface Feed {
	locale: Locale;
	origin: string;
	slug: string;
	short: string;
	/** Who speaks: the symposium by its name. */
	author: string;
	id: string;
	/** When something was last published, whether or not the public sees it. */
	updated: number;
	/** The newest first. */
	entries: FeedEntry[];
}

/** An Atom feed (RFC 4287) of what was published. Pure. */
export function atomFeed(feed: Feed): string {
	const { locale, origin, slug } = feed;
	const t = feedMessages[locale];
	const address = (path: string) => x(origin + localePath(locale, path));
	const other = locale === 'en' ? 'zh' : 'en';
	const latest = feed.entries[0]?.at ?? feed.updated;
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${languageTag[locale]}">`,
		`<id>${x(feed.id)}</id>`,
		`<title>${x(t.title(feed.short))}</title>`,
		`<subtitle>${x(t.subtitle)}</subtitle>`,
		`<updated>${machineTime(latest)}</updated>`,
		`<link rel="self" type="application/atom+xml" href="${address(`/${slug}/feed.xml`)}"/>`,
		`<link rel="alternate" type="text/html" hreflang="${languageTag[locale]}" href="${address(`/${slug}`)}"/>`,
		`<link rel="related" type="application/atom+xml" hreflang="${languageTag[other]}" href="${x(origin + localePath(other, `/${slug}/feed.xml`))}"/>`,
		`<author><name>${x(feed.author)}</name></author>`,
		`<icon>${x(origin)}/favicon.ico</icon>`,
		...feed.entries.map((entry) => atomEntry(feed, entry, address)),
		'</feed>',
		'',
	].join('\n');
}

function atomEntry(feed: Feed, { id, at, lines }: FeedEntry, address: (path: string) => string): string {
	const t = feedMessages[feed.locale];
	const [first] = lines;
	const title = first ? (lines.length > 1 ? t.many(first.text, lines.length - 1) : first.text) : t.opened(feed.short);
	const list = lines.map(({ text, path }) => `<li><a href="${address(path)}">${x(text)}</a></li>`).join('');
	return [
		'<entry>',
		`<id>${x(id)}</id>`,
		`<title>${x(title)}</title>`,
		`<published>${machineTime(at)}</published>`,
		`<updated>${machineTime(at)}</updated>`,
		`<link rel="alternate" type="text/html" href="${address(first?.path ?? `/${feed.slug}`)}"/>`,
		list ? `<content type="html">${x(`<ul>${list}</ul>`)}</content>` : `<summary>${x(title)}</summary>`,
		'</entry>',
	].join('\n');
}
