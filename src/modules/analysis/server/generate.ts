import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, personOf, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { modelIsConfigured } from '#core/language-model/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { type AnalysedArticle, analysedArticle, freezeDraft } from '#modules/newsroom/server/index.ts';
import type { AnalysisMethod } from '../report.ts';
import { inLedger } from './load.ts';
import { inputDigest, makeAnalysis } from './make.ts';
import { materialOf, saysTheSame } from './material.ts';
import { analysis } from './tables.ts';

/** The job that asks a language model, outside of any request. */
export const makeAnalysisJob = 'make-analysis';

export interface GenerateInput {
	articleId: string;
	locale: Locale;
	method: AnalysisMethod;
	/** What readers have, or will have by plan; otherwise the draft as it is, which is then kept as a version. */
	of: 'public' | 'draft';
	/** The article is not public, and may be sent to the provider of the language model all the same. */
	sendUnpublished?: boolean;
}

/**
 * Makes an analysis of one language of an article. That of the text is there at once; a language model is asked by a job,
 * and what it can't answer becomes one of the text. The same of the same is made once.
 * @throws Refusal `not-found`, `forbidden`; `conflict` `article-retracted`; `invalid` `no-model` at `method`, `not-public` at
 *   `sendUnpublished`, `no-such-language` at `locale`, and what the draft lacks by path
 */
export async function generateAnalysis(
	ctx: Context,
	actor: Actor,
	input: GenerateInput,
): Promise<{ analysisId: string; made: boolean }> {
	const { articleId, locale, method } = input;
	const { article, version } = await transaction(ctx, async (tx) => {
		const found = await analysedArticle(tx, actor, 'article.write', articleId, { hold: true });
		if (found.state === 'retracted') throw new Refusal('conflict', 'article-retracted');
		if (method === 'model' && !modelIsConfigured(ctx)) throw invalid([{ path: 'method', code: 'no-model' }]);
		const planned = input.of === 'public' ? (publicOrPlanned(found) ?? undefined) : undefined;
		return { article: found, version: planned ?? (await freezeDraft(tx, actor, articleId)) };
	});
	return keepAnalysis(ctx, actor, {
		article,
		version,
		locale,
		method,
		sendUnpublished: input.sendUnpublished === true,
	});
}

function publicOrPlanned({ state, publishedVersion, releaseVersion }: AnalysedArticle): number | null {
	return state === 'published' ? publishedVersion : state === 'scheduled' ? releaseVersion : null;
}

/** Makes and keeps what `generateAnalysis` was asked for; also for what follows a publication. */
export async function keepAnalysis(
	ctx: Context,
	actor: Actor,
	asked: {
		article: AnalysedArticle;
		version: number;
		locale: Locale;
		method: AnalysisMethod;
		sendUnpublished: boolean;
	},
): Promise<{ analysisId: string; made: boolean }> {
	const { article, version, locale, method, sendUnpublished } = asked;
	const material = await materialOf(ctx, article, version, locale);
	if (!material) throw invalid([{ path: 'locale', code: 'no-such-language' }]);
	if (method === 'model' && !sendUnpublished && !isPublic(article, version, locale, material.content)) {
		throw invalid([{ path: 'sendUnpublished', code: 'not-public' }]);
	}
	const digest = inputDigest(ctx, method, material);
	const made = method === 'text' ? await makeAnalysis(ctx, method, material) : undefined;
	const kept = await transaction(ctx, async (tx) => {
		// Two at once make one: the article is held.
		await analysedArticle(tx, actor, 'article.write', article.id, { hold: true });
		if (!(await saysTheSame(tx, article, version, material.content))) return undefined;
		const [known] = await tx.db
			.select({ id: analysis.id })
			.from(analysis)
			.where(
				and(
					eq(analysis.inputDigest, digest),
					eq(analysis.articleId, article.id),
					eq(analysis.articleVersion, version),
					inArray(analysis.state, ['queued', 'generated', 'in-review', 'approved']),
				),
			)
			.limit(1);
		if (known) return { analysisId: known.id, made: false };
		const id = newId();
		await tx.db.insert(analysis).values({
			id,
			articleId: article.id,
			articleVersion: version,
			locale,
			asked: method,
			state: made ? 'generated' : 'queued',
			method: made?.method ?? null,
			result: made?.result ?? null,
			inputDigest: digest,
			sendUnpublished,
			at: tx.clock.edition.now(),
			personId: personOf(actor) ?? null,
			checklist: [],
		});
		await record(tx, actor, {
			action: 'generate-analysis',
			...inLedger(article, id),
			data: { article: article.id, version, locale, method, ...(sendUnpublished ? { sendUnpublished } : {}) },
		});
		if (!made) await tx.jobs.enqueue(tx, makeAnalysisJob, { analysis: id });
		return { analysisId: id, made: true };
	});
	return kept ?? keepAnalysis(ctx, actor, asked);
}

/** Whether everybody can read this already: only then it is sent to a provider without a word. */
function isPublic(
	article: AnalysedArticle,
	version: number,
	locale: Locale,
	content: { texts: Partial<Record<Locale, { ready: boolean }>> },
): boolean {
	const isOut = article.state === 'published' && article.publishedVersion === version;
	return isOut && content.texts[locale]?.ready === true;
}

/** Asks the model for an analysis that waits for it. Once more does nothing: it waits no longer then. */
export async function makeQueued(ctx: Context, analysisId: string, pauses?: readonly number[]): Promise<void> {
	const [row] = await ctx.db.select().from(analysis).where(eq(analysis.id, analysisId));
	if (row?.state !== 'queued') return;
	const actor = system('analysis');
	const article = await analysedArticle(ctx, actor, 'article.read', row.articleId);
	const material = await materialOf(ctx, article, row.articleVersion, row.locale);
	if (!material) throw new Error(`analysis ${analysisId} is of a version that is not there`);
	// What was public when it was asked for may have been taken back since.
	const sendable = row.sendUnpublished || isPublic(article, row.articleVersion, row.locale, material.content);
	const made = sendable
		? await makeAnalysis(ctx, 'model', material, pauses)
		: { ...(await makeAnalysis(ctx, 'text', material)), fallback: 'not-public' as const };
	const holds = await transaction(ctx, async (tx) => {
		await analysedArticle(tx, actor, 'article.read', article.id, { hold: true });
		if (!(await saysTheSame(tx, article, row.articleVersion, material.content))) return false;
		const kept = await tx.db
			.update(analysis)
			.set({ state: 'generated', method: made.method, result: made.result, fallback: made.fallback ?? null })
			.where(and(eq(analysis.id, analysisId), eq(analysis.state, 'queued')))
			.returning({ id: analysis.id });
		if (kept.length === 0) return true;
		await record(tx, actor, {
			action: 'make-analysis',
			...inLedger(article, analysisId),
			data: {
				method: made.method,
				...(made.fallback ? { fallback: made.fallback } : {}),
				...(made.result.model ? { model: made.result.model.model, dropped: made.result.model.dropped.length } : {}),
			},
		});
		return true;
	});
	if (!holds) await makeQueued(ctx, analysisId, pauses);
}
