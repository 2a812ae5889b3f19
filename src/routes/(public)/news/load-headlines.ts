import { publicHeadlines } from '#modules/newsroom/server/index.ts';
import { type HeadlinesView, headlinesView } from '#modules/newsroom/headlines-view.ts';

/** So many stand on the front page of the news, and below an article. */
const most = { front: 10, article: 6 };

/**
 * Headlines of others for a page of the news; its cache must name the scope `headlines` too.
 * @param below the article below which they stand; without, the front page is meant
 */
export async function loadHeadlines(
	{ ctx, locale }: App.Locals,
	below?: { topics: readonly string[]; titles: readonly string[] },
): Promise<{ view: HeadlinesView; zone: string }> {
	const limit = below ? most.article : most.front;
	const found = await publicHeadlines(ctx, { locale, limit, topics: below?.topics, ownTitles: below?.titles });
	return { view: headlinesView(found, locale), zone: ctx.config.zone };
}
