import { eq } from 'drizzle-orm';
import { type DueHandlers, type DueItem, schedule, unschedule } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { placement } from './tables.ts';

/** The two moments at which a picture comes onto the public pages and leaves them. */
export const placementDue = { begins: 'placement-begins', ends: 'placement-ends' } as const;

/** At both the pages that show it are made anew. */
export const fulfilmentDueHandlers: DueHandlers = Object.fromEntries(
	Object.values(placementDue).map((kind) => [
		kind,
		async (ctx: Context, item: Required<DueItem>) => {
			await bumpRevision(ctx, (item.payload as { scope: string }).scope);
		},
	]),
);

/** Puts both moments on the due-list, or moves them; part of the caller's transaction. */
export async function datePlacement(
	tx: Context,
	one: { fulfilmentId: string; deskId: string; startsAt: number; endsAt: number | null },
): Promise<void> {
	const subject = one.fulfilmentId;
	const payload = { scope: one.deskId };
	await schedule(tx, { at: one.startsAt, kind: placementDue.begins, subject, payload });
	if (one.endsAt === null) await unschedule(tx, placementDue.ends, subject);
	else await schedule(tx, { at: one.endsAt, kind: placementDue.ends, subject, payload });
	await bumpRevision(tx, one.deskId);
}

/** Takes a picture off the public pages at once. Its bytes go with the next sweep. @returns whether there was one */
export async function dropPlacement(tx: Context, row: { id: string; deskId: string }): Promise<boolean> {
	const gone = await tx.db
		.delete(placement)
		.where(eq(placement.fulfilmentId, row.id))
		.returning({ id: placement.fulfilmentId });
	if (gone.length === 0) return false;
	for (const kind of Object.values(placementDue)) await unschedule(tx, kind, row.id);
	await bumpRevision(tx, row.deskId);
	return true;
}
