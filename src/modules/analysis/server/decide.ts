import { and, eq, ne } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { record } from '#core/ledger/index.ts';
import { forbidden, invalid, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { examined, shownItems, shownState } from '../report.ts';
import { type HeldAnalysis, holdAnalysis, inLedger, wordingOf } from './load.ts';
import { analysis } from './tables.ts';

/**
 * Approves an analysis in one's own name, after examining it: readers see it as long as its version of the article is the
 * public one, and at once if it is; of an article that is not out yet, when it comes out. Another approved one of the same
 * makes way.
 * @param input.checklist what was examined: all of `examined`
 * @param input.wording how it read for whoever examined it (`analysisForDesk`), where a person did
 * @throws Refusal `not-found`; `forbidden` (`named-editor-only` for what is no person); `invalid` `not-examined` at
 *   `checklist.<point>`; `conflict` `analysis-<state>`, `analysis-stale`, `analysis-reworded`, `nothing-left`
 */
export async function approveAnalysis(
	ctx: Context,
	actor: Actor,
	input: { analysisId: string; checklist: readonly string[]; wording?: string | undefined },
): Promise<void> {
	const reviewer = personOf(actor);
	await transaction(ctx, async (tx) => {
		const held = await holdAnalysis(tx, actor, 'analysis.approve', input.analysisId, ['generated', 'in-review']);
		const { row, article, edits } = held;
		if (reviewer === undefined) throw forbidden('named-editor-only');
		const missing = examined.filter((point) => !input.checklist.includes(point));
		if (missing.length > 0)
			throw invalid(missing.map((point) => ({ path: `checklist.${point}`, code: 'not-examined' })));
		if (shownState(row.state, row.articleVersion, article) === 'stale') throw new Refusal('conflict', 'analysis-stale');
		if (input.wording !== undefined && input.wording !== wordingOf(edits)) {
			throw new Refusal('conflict', 'analysis-reworded');
		}
		if (shownItems(row.result, row.method, edits).length === 0) throw new Refusal('conflict', 'nothing-left');
		const at = tx.clock.edition.now();
		const same = and(
			eq(analysis.articleId, row.articleId),
			eq(analysis.articleVersion, row.articleVersion),
			eq(analysis.locale, row.locale),
		);
		const replaced = await tx.db
			.update(analysis)
			.set({ state: 'withdrawn', reason: null })
			.where(and(same, eq(analysis.state, 'approved'), ne(analysis.id, row.id)))
			.returning({ id: analysis.id });
		await tx.db
			.update(analysis)
			.set({ state: 'approved', decidedAt: at, reviewerPersonId: reviewer, reason: null, checklist: [...examined] })
			.where(eq(analysis.id, row.id));
		await record(tx, actor, {
			action: 'approve-analysis',
			...inLedger(article, row.id),
			data: {
				...{ article: row.articleId, version: row.articleVersion, locale: row.locale, method: row.method },
				removed: edits.filter(({ words }) => words === null).map(({ item }) => item),
				reworded: edits.filter(({ words }) => words !== null).map(({ item }) => item),
				...(replaced.length > 0 ? { replaces: replaced.map(({ id }) => id) } : {}),
			},
		});
		await bumpRevision(tx, 'news');
	});
}

/**
 * Rejects an analysis that waits; it is kept, with the reason.
 * @throws Refusal as `approveAnalysis`; `invalid` `missing`, `too-long` at `reason`
 */
export async function rejectAnalysis(
	ctx: Context,
	actor: Actor,
	input: { analysisId: string; reason: string },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const held = await holdAnalysis(tx, actor, 'analysis.approve', input.analysisId, ['generated', 'in-review']);
		await settle(tx, actor, held, 'rejected', readReason(input.reason));
	});
}

/**
 * Takes an approved analysis back: it is gone from every page at once.
 * @throws Refusal as `rejectAnalysis`
 */
export async function withdrawAnalysis(
	ctx: Context,
	actor: Actor,
	input: { analysisId: string; reason: string },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const held = await holdAnalysis(tx, actor, 'analysis.approve', input.analysisId, ['approved']);
		await settle(tx, actor, held, 'withdrawn', readReason(input.reason));
		await bumpRevision(tx, 'news');
	});
}

/** Examines one again that was rejected or withdrawn. @throws Refusal `not-found`, `forbidden`; `conflict` `analysis-<state>` */
export async function reopenAnalysis(ctx: Context, actor: Actor, analysisId: string): Promise<void> {
	await transaction(ctx, async (tx) => {
		const states = ['rejected', 'withdrawn'] as const;
		const { row, article } = await holdAnalysis(tx, actor, 'analysis.approve', analysisId, states);
		await tx.db
			.update(analysis)
			.set({ state: 'in-review', decidedAt: null, reviewerPersonId: null, reason: null, checklist: [] })
			.where(eq(analysis.id, row.id));
		await record(tx, actor, { action: 'reopen-analysis', ...inLedger(article, row.id) });
	});
}

async function settle(
	ctx: Context,
	actor: Actor,
	{ row, article }: HeldAnalysis,
	state: 'rejected' | 'withdrawn',
	reason: string,
): Promise<void> {
	const decided =
		state === 'rejected' ? { decidedAt: ctx.clock.edition.now(), reviewerPersonId: personOf(actor) ?? null } : {};
	await ctx.db
		.update(analysis)
		.set({ state, reason, ...decided })
		.where(eq(analysis.id, row.id));
	const action = state === 'rejected' ? 'reject-analysis' : 'withdraw-analysis';
	await record(ctx, actor, { action, ...inLedger(article, row.id), data: { version: row.articleVersion } });
}

const mostReason = 1000;

function readReason(given: string): string {
	const reason = cleanText(given, { lines: true });
	if (reason === '') throw invalid([{ path: 'reason', code: 'missing' }]);
	if (reason.length > mostReason) {
		throw invalid([{ path: 'reason', code: 'too-long', params: { max: mostReason } }]);
	}
	return reason;
}
