import { error } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { listEditions } from '#modules/editions/server/index.ts';
import { pictureById } from '#modules/editions/asset-address.ts';
import { articleAddress, publicPictures } from '#modules/newsroom/article-address.ts';
import { articleHtml } from '#modules/newsroom/article-html.ts';
import type { ArticleContent } from '#modules/newsroom/article.ts';
import { type ArticleCard, articleTopics, publicArticles, publicContents } from '#modules/newsroom/server/index.ts';
import { newsAtom } from '#modules/publications/news-atom.ts';
import { type FeedFormat, feedFormats, type NewsFeed, type NewsItem } from '#modules/publications/news-feed.ts';
import { newsJsonFeed } from '#modules/publications/news-json-feed.ts';
import { newsRss } from '#modules/publications/news-rss.ts';
import { entryId } from '#modules/publications/server/index.ts';
import { escapeXml } from '#core/text/index.ts';
import { getRunning } from '../../../app/running.ts';
import { newsMessages } from './messages.ts';
import { siteName } from './site-name.ts';
import { publisherName, topicView } from './views/card.ts';
import { largestAddress } from './views/picture-address.ts';

/** The latest so many, with their whole text. */
const given = 20;
const writers: Record<FeedFormat, (feed: NewsFeed) => string> = { xml: newsAtom, rss: newsRss, json: newsJsonFeed };

/**
 * A feed of the articles in the language of its address: all, of a topic, of an edition.
 * @param path of the page whose feed it is, without language
 * @throws 404 for another format, a topic of which there is nothing, an edition that is not public
 */
export async function feedResponse(
	locals: App.Locals,
	of: { topic?: string; edition?: string },
	path: string,
	format: string,
): Promise<Response> {
	if (!Object.hasOwn(feedFormats, format)) error(404, 'not-found');
	const { ctx, locale } = locals;
	const t = newsMessages[locale];
	const site = siteName(locals);
	const topics = of.topic === undefined ? [] : await articleTopics(ctx);
	if (of.topic !== undefined && !topics.some(({ topic }) => topic === of.topic)) error(404, 'not-found');
	const edition =
		of.edition === undefined
			? undefined
			: (await listEditions(ctx)).find(({ slug, state }) => slug === of.edition && state === 'published');
	if (of.edition !== undefined && !edition) error(404, 'not-found');
	const { articles } = await publicArticles(ctx, { ...of, locale, limit: given });
	const contents = await publicContents(
		ctx,
		articles.map(({ id }) => id),
	);
	locals.cache = { scope: 'news site', until: Number.MAX_SAFE_INTEGER };
	const { origin } = getRunning();
	const feed: NewsFeed = {
		locale,
		origin,
		path,
		inBoth: true,
		title: edition
			? t.feedEdition(edition.short)
			: of.topic
				? t.feedTopic(site, topicView(of.topic, locale).name)
				: t.feedTitle(site),
		subtitle: t.feedSubtitle,
		publisher: site,
		id: entryId('news', getRunning().mark, of.topic ?? '', edition?.id ?? '', locale),
		updated: articles.reduce((last, { changedAt }) => Math.max(last, changedAt), 0),
		items: articles.flatMap((card) => {
			const content = contents.get(card.id);
			return content ? [itemOf(card, content, locals, origin)] : [];
		}),
	};
	return new Response(writers[format as FeedFormat](feed), {
		headers: { 'content-type': `${feedFormats[format as FeedFormat].mediaType}; charset=utf-8` },
	});
}

function itemOf(card: ArticleCard, content: ArticleContent, { locale }: App.Locals, origin: string): NewsItem {
	const t = newsMessages[locale];
	const own = (words: Parameters<typeof inLocale>[0] | undefined) => (words ? inLocale(words, locale).text : '');
	const text = content.texts[locale];
	const base = origin + publicPictures(card.slug);
	const lead = pictureById(base, { assets: content.pictures }, content.lead, locale);
	const { html } = articleHtml(text?.body ?? '', content, {
		locale,
		pictures: base,
		plainPictures: true,
		link: (address) => origin + localePath(locale, address.startsWith('/') ? address : `/${address}`),
	});
	const above = [
		content.sample ? `<p><strong>${escapeXml(t.sample)}: ${escapeXml(t.sampleText)}</strong></p>` : '',
		lead ? `<p><img src="${escapeXml(lead.src)}" alt="${escapeXml(lead.alt)}"></p>` : '',
	];
	const below = [own(content.interest), own(content.rights)].map((words) =>
		words ? `<p><small>${escapeXml(words)}</small></p>` : '',
	);
	return {
		id: entryId('article', card.id, locale),
		path: articleAddress(card.slug),
		title: content.sample ? `${t.sample}: ${text?.title ?? ''}` : (text?.title ?? ''),
		standfirst: text?.standfirst ?? '',
		html: [...above, html, ...below].filter((part) => part !== '').join('\n'),
		published: card.publishedAt,
		changed: card.changedAt,
		authors: card.byline.map(({ name }) => own(name)).filter((name) => name !== ''),
		publisher: publisherName(card.organisation, locale),
		topics: card.topics.map((topic) => topicView(topic, locale)),
		...(lead ? { image: { url: largestAddress(lead, '').address } } : {}),
		...(own(content.rights) ? { rights: own(content.rights) } : {}),
		inBoth: card.locales.length > 1,
	};
}
