import type { Instant } from '#core/clock/index.ts';

/** One entry of somebody's feed, reduced to what a headline may show: never the article itself. All of it is plain text. */
export interface FeedItem {
	/** What tells it from the others of its source, for as long as it stands there. */
	key: string;
	/** The id that its source gave it, where that is unique in the feed. */
	guid: string | null;
	/** Where the article stands: http or https, without the marks of advertisers. */
	link: string;
	/** The same in the one form in which links are compared. */
	canonical: string;
	/** At most 200 characters. */
	title: string;
	/** At most 300 characters; may be empty. */
	teaser: string;
	/** Where it was filed, when the feed or the dateline of the teaser says so; else empty. */
	place: string;
	/** Null when it says none, or one in the future. */
	at: Instant | null;
}

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json';

export interface ReadFeed {
	format: FeedFormat;
	/** What the feed calls itself. */
	title: string;
	/** The newest first, at most `mostItems`. */
	items: FeedItem[];
	/** Entries that can't be shown: without a title or a link that may be followed. */
	unusable: number;
}

/** Why something that was fetched is no feed to be shown. */
export type FeedFault = 'not-a-feed' | 'broken-xml' | 'broken-json' | 'entities' | 'bad-charset' | 'nothing-usable';

export class FeedError extends Error {
	readonly fault: FeedFault;
	constructor(fault: FeedFault) {
		super(fault);
		this.name = 'FeedError';
		this.fault = fault;
	}
}

/** So many entries of a feed are kept. */
export const mostItems = 50;
/** So many are looked at: some feeds have the newest last. */
export const mostRead = 300;
export const longestTitle = 200;
export const longestTeaser = 300;

/** An entry as a format has it, before it is cleaned. */
export interface RawItem {
	id: string;
	link: string;
	/** What a relative link is relative to. */
	base: string;
	/** HTML, or text that may hold some. */
	title: string;
	teaser: string;
	place: string;
	date: string;
}
