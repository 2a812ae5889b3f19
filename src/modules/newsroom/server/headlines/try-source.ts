import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { minute } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type Candidate, chooseHeadlines } from '../../headlines/choose.ts';
import type { FeedFormat, FeedItem } from '../../headlines/feed.ts';
import type { SourceFault } from '../../headlines/source.ts';
import { headlineSource } from '../headline-tables.ts';
import { publicArticles } from '../public-articles.ts';
import { fetchesFeeds, fetchFeed } from './fetch-feed.ts';
import { readSource } from './manage-sources.ts';
import { headlineSubject } from './subject.ts';
import { askSource } from './work.ts';

/** What a source gives now, and what would be shown of it. */
export type TriedSource =
	| {
			kind: 'feed';
			title: string;
			format: FeedFormat;
			/** Entries that can be shown, and those that can't. */
			items: number;
			unusable: number;
			movedTo?: string;
			/** As they would stand on a page, were it the only source. */
			headlines: Pick<FeedItem, 'title' | 'teaser' | 'place' | 'link' | 'at'>[];
	  }
	| { kind: 'fault'; fault: SourceFault; status?: number };

/**
 * Asks a feed and shows what it would give; nothing is kept.
 * @throws Refusal as `demand`; `invalid` as `readSource`; `conflict` (`feeds-off`) in a rehearsal that fetches none
 */
export async function trySource(ctx: Context, actor: Actor, input: unknown): Promise<TriedSource> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	const source = readSource(input);
	if (!fetchesFeeds(ctx)) throw new Refusal('conflict', 'feeds-off');
	const names = Object.values(source.name);
	const fetched = await fetchFeed(ctx, { feed: source.feed, language: source.language, names });
	if (fetched.kind === 'unchanged') return { kind: 'fault', fault: 'bad-answer' };
	if (fetched.kind === 'fault') {
		const { fault, status } = fetched;
		return { kind: 'fault', fault, ...(status === undefined ? {} : { status }) };
	}
	const { feed, movedTo } = fetched;
	const own = await publicArticles(ctx, { limit: 60 });
	const now = ctx.clock.process.now();
	const candidates = feed.items.map((item, i): Candidate & FeedItem => ({
		...item,
		sourceId: 'tried',
		language: source.language,
		order: item.at ?? now - i,
		hidden: false,
	}));
	const chosen = chooseHeadlines(candidates, {
		limit: source.shown,
		shown: new Map([['tried', source.shown]]),
		origin: originOf(ctx.config),
		ownTitles: own.articles.flatMap(({ texts }) => Object.values(texts).map(({ title }) => title)),
		locale: source.language,
	});
	return {
		kind: 'feed',
		...{ title: feed.title, format: feed.format, items: feed.items.length, unusable: feed.unusable },
		...(movedTo === undefined ? {} : { movedTo }),
		headlines: chosen.map(({ title, teaser, place, link, at }) => ({
			...{ title, place, link, at },
			teaser: source.teasers ? teaser : '',
		})),
	};
}

/**
 * Asks a source now and keeps what it says, whatever its rhythm; at most once in a minute.
 * @throws Refusal as `demand`, `not-found`; `conflict` (`feeds-off`, `sample-source`); `too-many` (`asked-just-now`)
 */
export async function askNow(ctx: Context, actor: Actor, id: string): Promise<void> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	const [source] = await ctx.db.select().from(headlineSource).where(eq(headlineSource.id, id));
	if (!source) throw notFound();
	if (source.sample) throw new Refusal('conflict', 'sample-source');
	if (!fetchesFeeds(ctx)) throw new Refusal('conflict', 'feeds-off');
	const now = ctx.clock.process.now();
	if (source.triedAt !== null && now - source.triedAt < minute) throw new Refusal('too-many', 'asked-just-now');
	await askSource(ctx, source);
}
