import { second } from '#core/clock/index.ts';
import { isLoopbackHost } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { fetchDocument, type FetchRules, type Validators } from '#core/outbound/index.ts';
import { FeedError, type ReadFeed } from '../../headlines/feed.ts';
import { readFeed } from '../../headlines/read-feed.ts';
import type { SourceFault } from '../../headlines/source.ts';

/** What came of asking a source. Times in milliseconds. */
export type FetchedFeed =
	| { kind: 'feed'; feed: ReadFeed; validators: Validators; movedTo?: string; freshFor?: number }
	| { kind: 'unchanged' }
	| { kind: 'fault'; fault: SourceFault; status?: number; retryAfter?: number };

/** Whether feeds are fetched at all: in a rehearsal only when the operator says so (`REHEARSAL_FEEDS`). */
export function fetchesFeeds(ctx: Pick<Context, 'clock' | 'config'>): boolean {
	return !ctx.clock.rehearsal || ctx.config.rehearsalFeeds !== 'none';
}

function rulesOf(ctx: Context): FetchRules {
	const isLocal = (url: URL) => isLoopbackHost(url.host);
	return {
		timeout: 15 * second,
		bytes: 1_000_000,
		accept:
			'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/json;q=0.8, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1',
		...(ctx.clock.rehearsal && ctx.config.rehearsalFeeds === 'local' ? { exempt: isLocal, only: isLocal } : {}),
	};
}

/** Asks for a feed and reads it. Never throws for what the other side does. */
export async function fetchFeed(
	ctx: Context,
	source: { feed: string; language: string; names: readonly string[] },
	known: Validators = {},
): Promise<FetchedFeed> {
	const fetched = await fetchDocument(source.feed, known, rulesOf(ctx));
	if (fetched.kind === 'unchanged') return fetched;
	if (fetched.kind === 'fault') {
		const { retryAfter, ...fault } = fetched;
		return { ...fault, ...(retryAfter === undefined ? {} : { retryAfter: retryAfter * second }) };
	}
	const { body, contentType, address, validators, movedTo, freshFor } = fetched;
	try {
		const now = ctx.clock.process.now();
		const { language, names } = source;
		return {
			kind: 'feed',
			feed: readFeed(body, { contentType, address, now, language, names }),
			validators,
			...(movedTo === undefined ? {} : { movedTo }),
			...(freshFor === undefined ? {} : { freshFor: freshFor * second }),
		};
	} catch (error) {
		if (error instanceof FeedError) return { kind: 'fault', fault: error.fault };
		throw error;
	}
}
