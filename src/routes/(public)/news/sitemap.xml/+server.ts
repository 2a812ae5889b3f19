import { listEditions } from '#modules/editions/server/index.ts';
import { articleAddress } from '#modules/newsroom/article-address.ts';
import { articleMonths, articleTopics, publicArticles } from '#modules/newsroom/server/index.ts';
import { type SitemapPage, sitemap } from '#modules/publications/sitemap.ts';
import { getRunning } from '../../../../app/running.ts';
import type { RequestHandler } from './$types';

/** A sitemap may have 50,000 addresses; an article in two languages is two. */
const mostArticles = 20_000;

/** The news, for search engines: lists and articles, each in the languages in which it stands, without samples. */
export const GET: RequestHandler = async ({ locals }) => {
	const { ctx } = locals;
	locals.cache = { scope: 'news site', until: Number.MAX_SAFE_INTEGER };
	const articles = await everyArticle(ctx);
	const open = (await listEditions(ctx)).filter(({ state }) => state === 'published');
	const about = new Set(articles.map(({ edition }) => edition?.slug));
	const lists = [
		...(await articleTopics(ctx)).map(({ topic }) => `/news/topics/${topic}`),
		...open.filter(({ slug }) => about.has(slug)).map(({ slug }) => `/news/editions/${slug}`),
		...(await articleMonths(ctx)).map(({ month }) => `/news/archive/${month}`),
	];
	const pages: SitemapPage[] = [
		...(articles.length > 0 ? ['/news'] : []),
		...(articles.length > 0 ? ['/news/archive'] : []),
		...lists,
	].map((path) => ({ path }));
	const own = articles
		.filter(({ sample }) => !sample)
		.map(({ slug, changedAt, locales }) => ({ path: articleAddress(slug), changed: changedAt, locales }));
	return new Response(sitemap(getRunning().origin, [...pages, ...own]), {
		headers: { 'content-type': 'application/xml; charset=utf-8' },
	});
};

async function everyArticle(ctx: App.Locals['ctx']) {
	const all: Awaited<ReturnType<typeof publicArticles>>['articles'] = [];
	// Past the memory of the process: this is asked for once after a change, and is long.
	let before: string | undefined;
	do {
		const { articles, next } = await publicArticles({ ...ctx, remember: undefined }, { before, limit: 200 });
		all.push(...articles);
		before = next;
	} while (before !== undefined && all.length < mostArticles);
	return all;
}
