import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';

/** What a search can lead to, for the heading of a hit. */
export const searchKinds = ['article', 'page', 'call', 'date', 'track', 'statement'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** A page, or a part of one, in one language. Plain text; nothing that is not on the page for everybody. */
export interface SearchDocument {
	locale: Locale;
	/** Without language; with an anchor where it is a part of a page. Unique within its subject and language. */
	path: string;
	kind: SearchKind;
	title: string;
	lead?: string | undefined;
	body: string;
	/** Where it stands, in words: the short name of its edition. */
	context?: string | undefined;
	at?: Instant | undefined;
	/** The zone in which that is said; UTC when left out. */
	zone?: string | undefined;
}

/** What one part of the platform lets be found. `subject` is the id of a thing of its own. */
export interface SearchSource {
	/** Everything of it that is public now. */
	subjects(ctx: Context): Promise<string[]>;
	/** The documents of one thing as they are public now; none when it is not. */
	documents(ctx: Context, subject: string): Promise<SearchDocument[]>;
	/** Which of these are public now: asked for every page of hits, in one query. */
	stillPublic(ctx: Context, subjects: readonly string[]): Promise<ReadonlySet<string>>;
}
export type SearchSources = Readonly<Record<string, SearchSource>>;
