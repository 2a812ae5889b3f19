import { zonedParts } from '#core/clock/format.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';

/** A feed of news in one language: all of it, of a topic, or of an edition. The same for all three formats. */
export interface NewsFeed {
	locale: Locale;
	/** Public address, without a slash at the end. */
	origin: string;
	/** The page that the feed is of, without language: `/news`, `/news/topics/debris`. */
	path: string;
	/** Stands in the other language too. */
	inBoth: boolean;
	title: string;
	subtitle: string;
	/** Who publishes: the installation by its name. */
	publisher: string;
	/** An IRI that never changes. */
	id: string;
	/** The last change that readers see; the beginning of the platform where there is none. */
	updated: number;
	/** The newest first. */
	items: NewsItem[];
}

export interface NewsItem {
	/** An IRI that never changes, whatever becomes of the address. */
	id: string;
	/** Without language. */
	path: string;
	title: string;
	standfirst: string;
	/** The whole text as HTML; every address in it is absolute. */
	html: string;
	/** Instants. */
	published: number;
	changed: number;
	authors: string[];
	/** Of another publisher than the installation. */
	publisher: string;
	topics: { slug: string; name: string }[];
	image?: { url: string } | undefined;
	rights?: string | undefined;
	/** It stands in the other language too. */
	inBoth: boolean;
}

/** The three formats by the ending of their address. */
export const feedFormats = {
	xml: { mediaType: 'application/atom+xml', name: 'Atom' },
	rss: { mediaType: 'application/rss+xml', name: 'RSS' },
	json: { mediaType: 'application/feed+json', name: 'JSON Feed' },
} as const;
export type FeedFormat = keyof typeof feedFormats;

/** An address as the world writes it. Pure. */
export function absolute({ origin }: Pick<NewsFeed, 'origin'>, locale: Locale, path: string): string {
	return origin + localePath(locale, path);
}

/** `2021-11-20T18:30:00+08:00`: an instant with the offset of its zone, as structured data wants it. Pure. */
export function zonedTime(at: number, zone: string): string {
	const parts = zonedParts(at, zone);
	const two = (number: number) => String(number).padStart(2, '0');
	const sign = parts.offset < 0 ? '-' : '+';
	const [hours, minutes] = [Math.floor(Math.abs(parts.offset) / 60), Math.abs(parts.offset) % 60];
	return (
		`${parts.year}-${two(parts.month)}-${two(parts.day)}T${two(parts.hour)}:${two(parts.minute)}:${two(parts.second)}` +
		`${sign}${two(hours)}:${two(minutes)}`
	);
}
