import { error } from '@sveltejs/kit';
import { inLocale } from '#core/i18n/index.ts';
import { listEditions } from '#modules/editions/server/index.ts';
import { articleMonths, articleTopics, type PublicFilter, publicArticles } from '#modules/newsroom/server/index.ts';
import { cardView, topicView } from './views/card.ts';

/** Articles on a page. */
const pageSize = 20;
/** So many topics are led to from every list. */
const mostTopics = 24;

/** What never changes by the hour alone. */
const always = Number.MAX_SAFE_INTEGER;

/** Which articles a list shows; an empty one shows all. */
export type ListOf = Pick<PublicFilter, 'topic' | 'edition' | 'month'>;

/**
 * A page of a list of articles. Pages after the first have the cursor of the last article before them in their path: there
 * are as many such addresses as articles, so that they may be kept like any page, and any other is 404.
 * @param path of the list's first page, without language
 * @throws 404 for a topic, edition or month of which there is nothing, and for a cursor that nobody gave out
 */
export async function loadList(locals: App.Locals, of: ListOf, path: string, cursor?: string) {
	const { ctx, locale } = locals;
	const [topics, months, editions] = [await articleTopics(ctx), await articleMonths(ctx), await listEditions(ctx)];
	const open = editions.filter(({ state }) => state === 'published');
	const edition = open.find(({ slug }) => slug === of.edition);
	if (of.topic !== undefined && !topics.some(({ topic }) => topic === of.topic)) error(404, 'not-found');
	if (of.month !== undefined && !months.some(({ month }) => month === of.month)) error(404, 'not-found');
	if (of.edition !== undefined && !edition) error(404, 'not-found');
	if (cursor !== undefined) await demandCursor(locals, of, cursor);
	const { articles, next } = await publicArticles(ctx, { ...of, before: cursor, limit: pageSize });
	locals.cache = { scope: edition ? `news site ${edition.id}` : 'news site', until: always };
	return {
		list: {
			path,
			later: cursor !== undefined,
			cards: articles.map((card) => cardView(card, locale)),
			older: next === undefined ? null : `${path}/page/${next}`,
			count: of.topic
				? (topics.find(({ topic }) => topic === of.topic)?.count ?? 0)
				: of.month
					? (months.find(({ month }) => month === of.month)?.count ?? 0)
					: null,
			topics: topics.slice(0, mostTopics).map(({ topic, count }) => ({ ...topicView(topic, locale), count })),
			editions: open.map(({ slug, short, name }) => ({ slug, short, name: inLocale(name, locale).text })),
			months,
		},
	};
}

/** Asked past the memory of the process, so that nobody fills it with cursors of his own making. */
async function demandCursor({ ctx }: App.Locals, of: ListOf, cursor: string): Promise<void> {
	const match = /^(\d{1,15})-(\d{1,15})$/.exec(cursor);
	if (!match) error(404, 'not-found');
	const above = `${match[1]}-${Number(match[2]) + 1}`;
	const { next } = await publicArticles({ ...ctx, remember: undefined }, { ...of, before: above, limit: 1 });
	if (next !== cursor) error(404, 'not-found');
}
