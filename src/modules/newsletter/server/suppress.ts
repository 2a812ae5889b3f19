import { and, eq, inArray, notExists } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Ending } from '../subscription.ts';
import { newsletterSubscription, newsletterSuppression } from './tables.ts';

/** Puts an address on the list of those that get nothing; the gravest reason stays. Part of the caller's transaction. */
export async function suppress(ctx: Context, trace: string, reason: Ending): Promise<void> {
	const row = { trace, reason, at: ctx.clock.process.now() };
	const insert = ctx.db.insert(newsletterSuppression).values(row);
	// Who unsubscribes after a complaint is not thereby open to confirmations again.
	await (reason === 'reader'
		? insert.onConflictDoNothing()
		: insert.onConflictDoUpdate({ target: newsletterSuppression.trace, set: row }));
}

/** Why these addresses get nothing, by their trace. One query. */
export async function suppressedAmong(ctx: Context, traces: readonly string[]): Promise<Map<string, Ending>> {
	if (traces.length === 0) return new Map();
	const rows = await ctx.db
		.select({ trace: newsletterSuppression.trace, reason: newsletterSuppression.reason })
		.from(newsletterSuppression)
		.where(inArray(newsletterSuppression.trace, [...traces]));
	return new Map(rows.map(({ trace, reason }) => [trace, reason]));
}

/** Takes an address off the list. Part of the caller's transaction. */
export async function release(ctx: Context, trace: string): Promise<void> {
	await ctx.db.delete(newsletterSuppression).where(eq(newsletterSuppression.trace, trace));
}

/** Whether an address gets the newsletter now. One query. */
export async function isSubscribed(ctx: Context, email: string): Promise<boolean> {
	const suppressed = ctx.db
		.select({ trace: newsletterSuppression.trace })
		.from(newsletterSuppression)
		.where(eq(newsletterSuppression.trace, newsletterSubscription.trace));
	const found = await ctx.db
		.select({ id: newsletterSubscription.id })
		.from(newsletterSubscription)
		.where(
			and(
				eq(newsletterSubscription.email, email),
				eq(newsletterSubscription.state, 'confirmed'),
				notExists(suppressed),
			),
		);
	return found.length > 0;
}
