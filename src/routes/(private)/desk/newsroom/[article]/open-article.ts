import type { RequestEvent } from '@sveltejs/kit';
import { type Action, demand } from '#core/access/index.ts';
import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { ArticleState } from '#modules/newsroom/article.ts';
import type { ArticleDraft } from '#modules/newsroom/draft.ts';
import {
	type ArticleForEditing,
	articleForEditing,
	checkDraft,
	subjectOfArticle,
} from '#modules/newsroom/server/index.ts';
import type { Missing } from './editor-view.ts';
import { missingOf } from './missing.ts';

/** What the head of every page of an article says. Plain data. */
export interface ArticleHeadData {
	id: string;
	slug: string;
	title: string;
	titleLocale: Locale;
	state: ArticleState;
	zone: string;
	/** When it goes out by itself; until when nothing of it may be told. */
	releaseAt: number | null;
	embargoUntil: number | null;
	/** Whether the public finds something at its address. */
	isPublic: boolean;
	sample: boolean;
}

export interface OpenArticle {
	id: string;
	row: ArticleForEditing;
	head: ArticleHeadData;
}

/**
 * The article in the address, for whoever may do this with it.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openArticle(
	{ locals, params }: { locals: RequestEvent['locals']; params: { article: string } },
	action: Action = 'article.read',
): Promise<OpenArticle> {
	const { ctx, actor, locale } = locals;
	const row = await articleForEditing(ctx, actor, params.article, locale);
	if (action !== 'article.read') demand(ctx, actor, action, subjectOfArticle(row));
	return { id: row.id, row, head: headOf(row, locale) };
}

/** The head of an article's pages. Pure. */
export function headOf(row: ArticleForEditing, locale: Locale): ArticleHeadData {
	const { text, locale: titleLocale } = inLocale(row.titles, locale);
	const { id, slug, state, zone, releaseAt, embargoUntil, publishedVersion, sample } = row;
	const isPublic = publishedVersion !== null;
	return { id, slug, title: text, titleLocale, state, zone, releaseAt, embargoUntil, isPublic, sample };
}

/** What a draft lacks as it is being typed. */
export async function checkTyped(
	{ ctx, actor, locale }: App.Locals,
	{ id }: OpenArticle,
	draft: ArticleDraft,
): Promise<Missing[]> {
	return missingOf(await checkDraft(ctx, actor, { articleId: id, draft }), draft, locale);
}
