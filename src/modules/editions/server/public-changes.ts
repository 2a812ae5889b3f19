import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { historyOf as ledgerHistoryOf } from '#core/ledger/index.ts';
import type { HistoryKind } from '../editing.ts';
import type { RecordValue } from '../records.ts';
import { editionChange, editionChangeRecord } from './desk-tables.ts';

/** One publication of an edition. Whose work it was stays inside; what of its records the public sees, its reader decides. */
export interface PublicationChange {
	/** 1, 2, 3 … within the edition. */
	number: number;
	at: Instant;
	kind: HistoryKind;
	/** Each record before and after; none for the publication that began the edition. */
	records: { key: string; before: RecordValue | null; after: RecordValue | null }[];
}

/** The latest publications of an edition, the newest first. Two queries. */
export async function publicationsOf(ctx: Context, editionId: string, limit: number): Promise<PublicationChange[]> {
	const changes = await ctx.db
		.select({
			id: editionChange.id,
			number: editionChange.number,
			at: editionChange.at,
			kind: editionChange.kind,
		})
		.from(editionChange)
		.where(eq(editionChange.editionId, editionId))
		.orderBy(desc(editionChange.number))
		.limit(limit);
	// What the first one brought is the whole edition: nobody reads that as a list of changes.
	const later = changes.filter(({ number }) => number > 1).map(({ id }) => id);
	const records =
		later.length === 0
			? []
			: await ctx.db
					.select({
						changeId: editionChangeRecord.changeId,
						key: editionChangeRecord.key,
						before: editionChangeRecord.before,
						after: editionChangeRecord.after,
					})
					.from(editionChangeRecord)
					.where(and(inArray(editionChangeRecord.changeId, later), eq(editionChangeRecord.erased, false)))
					.orderBy(asc(editionChangeRecord.position));
	return changes.map(({ id, ...change }) => ({
		...change,
		records: records
			.filter(({ changeId }) => changeId === id)
			.map(({ key, before, after }) => ({ key, before, after })),
	}));
}

/**
 * When something of an edition was last published. One query; for an edition older than the history a second one, in the
 * ledger.
 */
export async function lastPublished(ctx: Context, editionId: string): Promise<Instant | undefined> {
	const [last] = await ctx.db
		.select({ at: editionChange.at })
		.from(editionChange)
		.where(eq(editionChange.editionId, editionId))
		.orderBy(desc(editionChange.number))
		.limit(1);
	return last?.at ?? (await ledgerHistoryOf(ctx, { type: 'edition', id: editionId })).at(-1)?.at;
}
