import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { searchChanged } from '#core/search/index.ts';
import type { ArticleRow } from './article-row.ts';
import { keepPersons } from './keep-draft.ts';
import { articleSearchName } from './search-source.ts';
import { articleVersion } from './tables.ts';

/**
 * What follows when an article lies elsewhere than before, or its times are said in another zone. A code may mean somebody else
 * in another edition: whom its draft and versions name there is noted, so that they are found when he is erased. Pages and
 * searches say beside a public article of which edition it is, and when it came out.
 * @param row as it stands now
 */
export async function noteMove(ctx: Context, row: ArticleRow): Promise<void> {
	const versions = await ctx.db
		.select({ content: articleVersion.content })
		.from(articleVersion)
		.where(eq(articleVersion.articleId, row.id));
	await keepPersons(ctx, row, [row.draft, ...versions.map(({ content }) => content)]);
	if (row.publishedVersion === null) return;
	await bumpRevision(ctx, 'news');
	await searchChanged(ctx, articleSearchName, row.id);
}
