import { FeedError, mostRead, type RawItem } from './feed.ts';
import type { RawFeed } from './read-xml-feed.ts';

type Json = Record<string, unknown>;
const textOf = (value: unknown): string =>
	typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** Text that is no HTML, in the form in which titles and teasers are read: as HTML. */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * Reads JSON Feed 1.0 and 1.1.
 * @throws FeedError `broken-json`, `not-a-feed`
 */
export function readJsonFeed(text: string, address: string): RawFeed {
	let feed: Json;
	try {
		feed = JSON.parse(text.replace(/^\ufeff/, '')) as Json;
	} catch {
		throw new FeedError('broken-json');
	}
	if (typeof feed !== 'object' || feed === null || !Array.isArray(feed.items)) throw new FeedError('not-a-feed');
	if (!/^https:\/\/jsonfeed\.org\/version\/1/.test(textOf(feed.version))) throw new FeedError('not-a-feed');
	const entries = feed.items.filter((one): one is Json => typeof one === 'object' && one !== null).slice(0, mostRead);
	const items = entries.map(
		(one): RawItem => ({
			id: textOf(one.id),
			link: textOf(one.url) || textOf(one.external_url),
			base: address,
			title: escaped(textOf(one.title)),
			teaser: escaped(textOf(one.summary) || textOf(one.content_text)) || textOf(one.content_html),
			place: '',
			date: textOf(one.date_published) || textOf(one.date_modified),
		}),
	);
	return { format: 'json', title: textOf(feed.title), items };
}
