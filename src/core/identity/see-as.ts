import { and, eq } from 'drizzle-orm';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { session } from './tables.ts';

/** Looking through somebody's eyes ends by itself after so long (milliseconds of process time). */
export const seeingLife = hour;

/**
 * From now on the pages of this session are shown as another person sees them. The caller has asked whether it may be.
 * @param edition slug of the edition in which it holds
 */
export async function beginSeeing(ctx: Context, sessionId: string, personId: string, edition: string): Promise<void> {
	await ctx.db
		.update(session)
		.set({ seenPersonId: personId, seenEdition: edition, seenUntil: ctx.clock.process.now() + seeingLife })
		.where(eq(session.id, sessionId));
}

/** The person of the session sees with his own eyes again. @returns through whose he looked, if anybody's */
export async function endSeeing(ctx: Context, sessionId: string, personId: string): Promise<string | undefined> {
	const mine = and(eq(session.id, sessionId), eq(session.personId, personId));
	const [row] = await ctx.db.select({ seen: session.seenPersonId }).from(session).where(mine).for('update');
	await ctx.db.update(session).set({ seenPersonId: null, seenEdition: null, seenUntil: null }).where(mine);
	return row?.seen ?? undefined;
}
