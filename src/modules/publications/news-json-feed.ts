import { machineTime } from '#core/clock/format.ts';
import { languageTag } from '#core/i18n/index.ts';
import { absolute, type NewsFeed } from './news-feed.ts';

/** News as a JSON Feed (version 1.1), with the whole text of each article. Pure. */
export function newsJsonFeed(feed: NewsFeed): string {
	const { locale, path, origin } = feed;
	return JSON.stringify({
		version: 'https://jsonfeed.org/version/1.1',
		title: feed.title,
		home_page_url: absolute(feed, locale, path),
		feed_url: absolute(feed, locale, `${path}/feed.json`),
		description: feed.subtitle,
		favicon: `${origin}/favicon.ico`,
		authors: [{ name: feed.publisher, url: absolute(feed, locale, '/') }],
		language: languageTag[locale],
		items: feed.items.map((item) => ({
			id: item.id,
			url: absolute(feed, locale, item.path),
			title: item.title,
			content_html: item.html,
			summary: item.standfirst,
			...(item.image ? { image: item.image.url } : {}),
			date_published: machineTime(item.published),
			date_modified: machineTime(item.changed),
			authors: (item.authors.length > 0 ? item.authors : [item.publisher]).map((name) => ({ name })),
			...(item.topics.length > 0 ? { tags: item.topics.map(({ name }) => name) } : {}),
			language: languageTag[locale],
		})),
	});
}
