import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Instant, unschedule } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { record } from '#core/ledger/index.ts';
import { searchChanged } from '#core/search/index.ts';
import { type ArticleContent, readyLocales } from '../article.ts';
import { type ArticleRow, inLedger } from './article-row.ts';
import { keepPersons } from './keep-draft.ts';
import { articleSearchName } from './search-source.ts';
import { article, articleVersion } from './tables.ts';

/** The due-list's name for an article that goes out at a time; its subject is the article's id. */
export const releaseDue = 'release-article';

/** The job that follows every change that readers of an article see: `ArticlePublished`. */
export const articlePublishedJob = 'article-published';

/** The job that follows when an article that was never public is thrown away; it is told `articleId`. */
export const articleDiscardedJob = 'article-discarded';

/** What `articlePublishedJob` is told. */
export interface ArticlePublished {
	articleId: string;
	version: number;
	what: 'published' | 'updated' | 'corrected' | 'retracted';
}

/**
 * Makes a version what readers see. The caller holds the article, and has asked whether it may be published.
 * @param at when it became public (edition time); before now only for what an import brings
 */
export async function release(
	ctx: Context,
	actor: Actor,
	row: ArticleRow,
	{
		version,
		content,
		at,
		corrects = false,
	}: { version: number; content: ArticleContent; at: Instant; corrects?: boolean },
): Promise<void> {
	const what = row.publishedVersion === null ? 'published' : corrects ? 'corrected' : 'updated';
	await ctx.db
		.update(article)
		.set({
			state: 'published',
			publishedVersion: version,
			publishedAt: row.publishedAt ?? at,
			changedAt: at,
			topics: [...new Set(content.topics)],
			locales: readyLocales(content),
			releaseAt: null,
			releaseVersion: null,
			releasePersonId: null,
			releaseRefused: null,
		})
		.where(eq(article.id, row.id));
	await ctx.db
		.update(articleVersion)
		.set({ publishedAt: at })
		.where(
			and(eq(articleVersion.articleId, row.id), eq(articleVersion.number, version), isNull(articleVersion.publishedAt)),
		);
	if (row.state === 'scheduled') await unschedule(ctx, releaseDue, row.id);
	// Somebody may have come into the directory since the draft was kept.
	await keepPersons(ctx, row, [content]);
	const verb = { published: 'publish-article', updated: 'update-article', corrected: 'correct-article' }[what];
	await record(ctx, actor, { action: verb, ...inLedger(row), data: { version } });
	await tellReaders(ctx, { articleId: row.id, version, what });
}

/** Says that readers see something new: public pages are forgotten, and what follows a publication is begun. */
export async function tellReaders(ctx: Context, published: ArticlePublished): Promise<void> {
	await bumpRevision(ctx, 'news');
	await searchChanged(ctx, articleSearchName, published.articleId);
	await ctx.jobs.enqueue(ctx, articlePublishedJob, { ...published });
}
