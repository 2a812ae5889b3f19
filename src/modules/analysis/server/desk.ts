import { and, asc, desc, eq, getTableColumns, gte, inArray, or } from 'drizzle-orm';
import { type Action, type Actor, can } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { budgetToday, modelIsConfigured } from '#core/language-model/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import {
	type AnalysedArticle,
	analysedArticle,
	analysedArticles,
	standingArticles,
	subjectOfArticle,
} from '#modules/newsroom/server/index.ts';
import { displayNames } from '#modules/people/server/index.ts';
import type { AnalysisItem, ReaderScore } from '../item.ts';
import {
	type AnalysisMethod,
	type AnalysisResult,
	type AnalysisState,
	type Fallback,
	type ItemEdit,
	saidItems,
	scoresOf,
	shownState,
} from '../report.ts';
import { editsOf, wordingOf } from './load.ts';
import { analysis } from './tables.ts';

/** An analysis in a list. */
export interface DeskAnalysis {
	id: string;
	articleId: string;
	version: number;
	locale: Locale;
	state: AnalysisState;
	asked: AnalysisMethod;
	method: AnalysisMethod | null;
	fallback: Fallback | null;
	at: Instant;
	decidedAt: Instant | null;
	reviewer: string | null;
	reason: string | null;
}

/** What lists need of an analysis: not what it says, which is long. */
const { result: _, ...listed } = getTableColumns(analysis);
type ListedRow = Omit<typeof analysis.$inferSelect, 'result'>;

function inList(row: ListedRow, article: AnalysedArticle, names: ReadonlyMap<string, string>): DeskAnalysis {
	const { id, articleId, articleVersion: version, locale, asked, method, fallback, at, decidedAt, reason } = row;
	return {
		...{ id, articleId, version, locale, asked, method, fallback, at, decidedAt, reason },
		state: shownState(row.state, version, article),
		reviewer: row.reviewerPersonId === null ? null : (names.get(row.reviewerPersonId) ?? null),
	};
}

/** What waits for an editor, the oldest first, with its article. */
export interface WaitingAnalysis extends DeskAnalysis {
	titles: Partial<Bilingual>;
	articleState: string;
}

const mostWaiting = 200;

/**
 * The analyses that wait for somebody who may see them, without those whose article has moved on. A fixed number of queries.
 * @throws Refusal `signed-out`, `not-found`, `forbidden` for whoever has no newsroom
 */
export async function waitingAnalyses(ctx: Context, actor: Actor, locale: Locale): Promise<WaitingAnalysis[]> {
	const standing = standingArticles(ctx, actor);
	const rows = await ctx.db
		.select(listed)
		.from(analysis)
		.innerJoin(standing, eq(standing.id, analysis.articleId))
		.where(
			and(
				inArray(analysis.state, ['queued', 'generated', 'in-review']),
				// As `shownState` tells what is stale: before the limit, or what is would crowd out what waits.
				or(gte(analysis.articleVersion, standing.newest), eq(analysis.articleVersion, standing.published)),
			),
		)
		.orderBy(asc(analysis.position))
		.limit(mostWaiting);
	const articles = await analysedArticles(ctx, actor, [...new Set(rows.map(({ articleId }) => articleId))]);
	const names = await displayNames(
		ctx,
		locale,
		rows.map(({ reviewerPersonId }) => reviewerPersonId),
	);
	return rows.flatMap((row): WaitingAnalysis[] => {
		const article = articles.get(row.articleId);
		return article ? [{ ...inList(row, article, names), titles: article.titles, articleState: article.state }] : [];
	});
}

/** What the desk shows of the analyses of an article. */
export interface ArticleAnalyses {
	article: AnalysedArticle;
	/** The newest first. */
	analyses: DeskAnalysis[];
	model: { configured: boolean; name: string | null; calls: number; mostCalls: number };
	may: { generate: boolean; approve: boolean };
}

/** All analyses of an article. A fixed number of queries. @throws Refusal `not-found`, `forbidden` */
export async function articleAnalyses(
	ctx: Context,
	actor: Actor,
	articleId: string,
	locale: Locale,
): Promise<ArticleAnalyses> {
	const article = await analysedArticle(ctx, actor, 'article.read', articleId);
	const rows = await ctx.db
		.select(listed)
		.from(analysis)
		.where(eq(analysis.articleId, articleId))
		.orderBy(desc(analysis.position))
		.limit(100);
	const names = await displayNames(
		ctx,
		locale,
		rows.map(({ reviewerPersonId }) => reviewerPersonId),
	);
	const budget = await budgetToday(ctx);
	const may = (action: Action) => can(actor, action, subjectOfArticle(article), ctx.clock) === 'yes';
	return {
		article,
		analyses: rows.map((row) => inList(row, article, names)),
		model: {
			configured: modelIsConfigured(ctx),
			name: ctx.config.llmModel ?? null,
			calls: budget.calls,
			mostCalls: budget.mostCalls,
		},
		may: { generate: may('article.write'), approve: may('analysis.approve') },
	};
}

/** One analysis with all that an editor needs to judge it. */
export interface AnalysisForDesk extends DeskAnalysis {
	article: AnalysedArticle;
	result: AnalysisResult | null;
	scores: ReaderScore[];
	/** What the method said; what was changed stands in `edits`. */
	items: AnalysisItem[];
	edits: ItemEdit[];
	/** How it reads with them, for `approveAnalysis`. */
	wording: string;
	events: { at: Instant; action: string; by: string | null; item: string | null }[];
	may: { approve: boolean; generate: boolean };
}

/** One analysis. A fixed number of queries. @throws Refusal `not-found`, `forbidden` */
export async function analysisForDesk(
	ctx: Context,
	actor: Actor,
	input: { analysisId: string; articleId: string; locale: Locale },
): Promise<AnalysisForDesk> {
	const article = await analysedArticle(ctx, actor, 'article.read', input.articleId);
	const [row] = await ctx.db
		.select()
		.from(analysis)
		.where(and(eq(analysis.id, input.analysisId), eq(analysis.articleId, article.id)));
	if (!row) throw notFound();
	const history = await historyOf(ctx, { type: 'analysis', id: row.id });
	const persons = history.map(({ actor: who }) => (who.startsWith('person:') ? who.slice('person:'.length) : null));
	const names = await displayNames(ctx, input.locale, [row.reviewerPersonId, ...persons]);
	const may = (action: Action) => can(actor, action, subjectOfArticle(article), ctx.clock) === 'yes';
	const edits = await editsOf(ctx, row.id);
	return {
		...inList(row, article, names),
		article,
		result: row.result,
		scores: row.result && row.method ? scoresOf(row.result, row.method) : [],
		items: row.result && row.method ? saidItems(row.result, row.method) : [],
		edits,
		wording: wordingOf(edits),
		events: history.map(({ at, action, data }, index) => ({
			at,
			action,
			by: names.get(persons[index] ?? '') ?? null,
			item: typeof data.item === 'string' ? data.item : null,
		})),
		may: { approve: may('analysis.approve'), generate: may('article.write') },
	};
}
