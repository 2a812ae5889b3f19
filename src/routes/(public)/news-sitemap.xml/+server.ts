import type { Locale } from '#core/i18n/index.ts';
import { articleAddress } from '#modules/newsroom/article-address.ts';
import { publishedBetween } from '#modules/newsroom/server/index.ts';
import { zonedTime } from '#modules/publications/news-feed.ts';
import { newsSitemap, newsSitemapAge } from '#modules/publications/news-sitemap.ts';
import { getRunning } from '../../../app/running.ts';
import { publisherName } from '../news/views/card.ts';
import type { RequestHandler } from './$types';

/** What was published within two days, for news services: each language by itself, without samples. */
export const GET: RequestHandler = async ({ locals }) => {
	const { ctx } = locals;
	const now = ctx.clock.edition.now();
	const articles = (await publishedBetween(ctx, now - newsSitemapAge, now + 1)).filter(({ sample }) => !sample);
	// It is another one when the oldest of them is two days old.
	const oldest = articles.reduce((first, { publishedAt }) => Math.min(first, publishedAt), Number.MAX_SAFE_INTEGER);
	const until = articles.length === 0 ? oldest : oldest + newsSitemapAge;
	if (until > now) locals.cache = { scope: 'news site', until };
	const entries = articles.reverse().flatMap((card) =>
		card.locales.map((locale: Locale) => ({
			path: articleAddress(card.slug),
			locale,
			title: card.texts[locale]?.title ?? '',
			published: zonedTime(card.publishedAt, card.zone),
			publisher: publisherName(card.organisation, locale),
		})),
	);
	return new Response(newsSitemap(getRunning().origin, entries), {
		headers: { 'content-type': 'application/xml; charset=utf-8' },
	});
};
