import { and, count, eq, ne, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { application } from './tables.ts';

/**
 * Whether somebody may hold one more application to a call that limits them; those that he withdrew don't count. Under a
 * lock until the end of the transaction, so that two at once are not both his last one.
 * @throws Refusal `conflict` (`per-person`)
 */
export async function demandPlace(ctx: Context, personId: string, callId: string, most: number): Promise<void> {
	await lockApplicant(ctx, personId, callId);
	const [held] = await ctx.db
		.select({ n: count() })
		.from(application)
		.where(and(eq(application.callId, callId), eq(application.personId, personId), ne(application.state, 'withdrawn')));
	if ((held?.n ?? 0) >= most) throw new Refusal('conflict', 'per-person', { params: { max: most } });
}

/** Whoever lets this person begin to hold one more application to this call waits for the other who does. */
export async function lockApplicant(ctx: Context, personId: string, callId: string): Promise<void> {
	await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`apply:${callId}:${personId}`}))`);
}
