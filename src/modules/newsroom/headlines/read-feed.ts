import { type Instant, minute } from '#core/clock/index.ts';
import { decodeFeed } from './charset.ts';
import { readDateline } from './dateline.ts';
import {
	FeedError,
	type FeedItem,
	longestTeaser,
	longestTitle,
	mostItems,
	type RawItem,
	type ReadFeed,
} from './feed.ts';
import { readFeedDate } from './feed-date.ts';
import { canonicalLink, linkOf } from './links.ts';
import { cutTo, plainText, withoutLeftovers } from './plain-text.ts';
import { readJsonFeed } from './read-json-feed.ts';
import { readXmlFeed } from './read-xml-feed.ts';
import { titlesAlike, withoutPublisher } from './titles.ts';

export interface FeedFacts {
	contentType: string;
	/** Where it was found in the end. */
	address: string;
	now: Instant;
	/** Language of the source: its dates without a zone are in China's when it is Chinese. */
	language: string;
	/** How the source is called: taken off the end of titles. */
	names: readonly string[];
}

/** A title has at most so much to be cleaned; a teaser too. */
const mostRaw = 20_000;

/**
 * Reads a feed of any kind as headlines: plain text, links that may be followed, the newest first, each once. Dates in the
 * future are no dates. Pure.
 * @throws FeedError
 */
export function readFeed(bytes: Uint8Array, facts: FeedFacts): ReadFeed {
	const text = decodeFeed(bytes, facts.contentType);
	const isJson = /^[\s\ufeff]*\{/.test(text.slice(0, 1000));
	const raw = isJson ? readJsonFeed(text, facts.address) : readXmlFeed(text, facts.address);
	const title = cutTo(plainText(raw.title.slice(0, mostRaw)), longestTitle);
	const names = [...facts.names, title].filter(Boolean);
	const counts = new Map<string, number>();
	for (const { id } of raw.items) counts.set(id, (counts.get(id) ?? 0) + 1);
	const items: FeedItem[] = [];
	const [keys, taken] = [new Set<string>(), new Map<string, string[]>()];
	let unusable = 0;
	for (const one of raw.items) {
		const item = itemOf(one, facts, names, counts.get(one.id) === 1);
		if (!item) {
			unusable += 1;
			continue;
		}
		const said = taken.get(item.canonical) ?? [];
		if (keys.has(item.key) || said.some((other) => titlesAlike(other, item.title))) continue;
		keys.add(item.key);
		taken.set(item.canonical, [...said, item.title]);
		items.push(item);
	}
	if (items.length === 0 && unusable > 0) throw new FeedError('nothing-usable');
	const newest = items
		.map((item, order) => ({ item, order }))
		.sort((a, b) => {
			if (a.item.at !== null && b.item.at !== null && a.item.at !== b.item.at) return b.item.at - a.item.at;
			return a.order - b.order;
		});
	return { format: raw.format, title, items: newest.slice(0, mostItems).map(({ item }) => item), unusable };
}

function itemOf(raw: RawItem, facts: FeedFacts, names: readonly string[], unique: boolean): FeedItem | undefined {
	const link = linkOf(raw.link, raw.base);
	const title = withoutPublisher(plainText(raw.title.slice(0, mostRaw)), names);
	if (link === undefined || title === '') return undefined;
	const canonical = canonicalLink(link);
	// PostgreSQL keeps no NUL, and would refuse the whole feed for one.
	const guid = (unique && raw.id.slice(0, 500).replaceAll('\0', '')) || null;
	const dated = readDateline(withoutLeftovers(plainText(raw.teaser.slice(0, mostRaw))));
	const at = readFeedDate(raw.date, facts.language.startsWith('zh') ? '+0800' : '+0000');
	const teaser = titlesAlike(dated.rest, title) ? '' : cutTo(dated.rest, longestTeaser);
	return {
		key: guid === null ? `link ${canonical}`.slice(0, 600) : `guid ${guid}`,
		guid,
		link,
		canonical: canonical.slice(0, 2000),
		title: cutTo(title, longestTitle),
		teaser,
		place: cutTo(dated.place || plainText(raw.place.slice(0, 500)), 80),
		// Clocks differ a little; what is dated later than that would stand above all others until then.
		at: at === undefined || at > facts.now + 5 * minute ? null : at,
	};
}
