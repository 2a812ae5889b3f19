import { eq } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { type ClosingReport, smallestTold } from '../closing-report.ts';
import { type ClosingDoor, closingMatters, closingReport } from './closing-matters.ts';
import { holdEdition } from './edition-lock.ts';
import { editionById } from './queries.ts';
import { recordChange } from './record-change.ts';
import { subjectOfEdition } from './subject.ts';
import { edition, editionClosing } from './tables.ts';

/** The longest reason, in characters. */
export const mostReason = 500;

/** A reason as it was typed, cleaned. @throws Refusal `invalid` at `path` when it is missing or too long */
function reasonProblem(text: string, path: string): Problem | undefined {
	if (text === '') return { path, code: 'reason-missing' };
	if (text.length > mostReason) return { path, code: 'too-long', params: { max: mostReason } };
	return undefined;
}

/**
 * Closes an edition: its report is computed and kept, and nothing of it can be changed any more. What is unfinished is
 * looked at again in the same transaction: what blocks must be settled, everything else accepted with a reason.
 * @param accepted reasons by the id of the matter
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `closed` (`edition-closed`); `invalid` with a problem under
 *   `matters.<id>` for each that blocks (`matter-blocks`) or was not accepted (`reason-missing`)
 */
export async function closeEdition(
	ctx: Context,
	actor: Actor,
	editionId: string,
	accepted: Readonly<Record<string, string>>,
	door: ClosingDoor,
): Promise<ClosingReport> {
	return transaction(ctx, async (tx) => {
		const view = await editionById(tx, editionId);
		if (!view) throw notFound();
		demand(tx, actor, 'edition.close', subjectOfEdition(view));
		await holdEdition(tx, editionId, 'update');
		const matters = await closingMatters(tx, actor, view, door);
		const reasons = Object.fromEntries(
			Object.entries(accepted).map(([id, text]) => [id, cleanText(text, { lines: false })]),
		);
		const problems = matters.flatMap(({ id, blocking }): Problem[] => {
			const path = `matters.${id}`;
			if (blocking) return [{ path, code: 'matter-blocks' }];
			const problem = reasonProblem(reasons[id] ?? '', path);
			return problem ? [problem] : [];
		});
		if (problems.length > 0) throw invalid(problems);
		const at = tx.clock.edition.now();
		const report = await closingReport(tx, view, door, smallestTold);
		await tx.db.insert(editionClosing).values({ editionId, at, report });
		await tx.db.update(edition).set({ closedAt: at }).where(eq(edition.id, editionId));
		const change = await recordChange(tx, actor, editionId, { kind: 'closed', before: {}, changes: [] });
		await record(tx, actor, {
			action: 'close-edition',
			subject: { type: 'edition', id: editionId },
			scope: editionId,
			data: { change, accepted: matters.map(({ id, count }) => ({ id, count })), report },
			...personalReason(actor, Object.fromEntries(matters.map(({ id }) => [id, reasons[id]]))),
		});
		await bumpRevision(tx, editionId);
		await bumpRevision(tx, 'site');
		return report;
	});
}

/**
 * Opens a closed edition again, with a reason. Its report goes: it is computed anew when the edition is closed again.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `conflict` (`edition-not-closed`); `invalid` at `reason`
 */
export async function reopenEdition(ctx: Context, actor: Actor, editionId: string, reason: string): Promise<void> {
	await transaction(ctx, async (tx) => {
		const view = await editionById(tx, editionId);
		if (!view) throw notFound();
		demand(tx, actor, 'edition.close', subjectOfEdition(view));
		const [row] = await tx.db.select().from(edition).where(eq(edition.id, editionId)).for('update');
		if (!row || row.closedAt === null) throw new Refusal('conflict', 'edition-not-closed');
		const text = cleanText(reason, { lines: false });
		const problem = reasonProblem(text, 'reason');
		if (problem) throw invalid([problem]);
		await tx.db.delete(editionClosing).where(eq(editionClosing.editionId, editionId));
		await tx.db.update(edition).set({ closedAt: null }).where(eq(edition.id, editionId));
		await record(tx, actor, {
			action: 'reopen-edition',
			subject: { type: 'edition', id: editionId },
			scope: editionId,
			data: { closedAt: row.closedAt },
			...personalReason(actor, { reason: text }),
		});
		await bumpRevision(tx, editionId);
		await bumpRevision(tx, 'site');
	});
}

/** What somebody wrote is kept apart from what the ledger keeps for ever. */
function personalReason(actor: Actor, detail: Record<string, unknown>) {
	const personId = personOf(actor);
	return personId === undefined || Object.keys(detail).length === 0 ? {} : { personal: { personId, detail } };
}

/** The report of a closed edition, undefined while it is open. One query. */
export async function reportOf(
	ctx: Context,
	editionId: string,
): Promise<{ at: number; report: ClosingReport } | undefined> {
	const [row] = await ctx.db.select().from(editionClosing).where(eq(editionClosing.editionId, editionId));
	return row && { at: row.at, report: row.report };
}
