import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newsletterCount } from './tables.ts';

/** What is counted. `requested` counts mailed confirmations. */
export type Counted = 'requested' | 'confirmed' | 'ended' | 'bounced' | 'complained' | 'queued';

/** Adds to the count of the day, in the caller's transaction. One statement. */
export async function countUp(ctx: Context, what: Counted, n = 1): Promise<void> {
	if (n === 0) return;
	const day = new Date(ctx.clock.process.now()).toISOString().slice(0, 10);
	await ctx.db
		.insert(newsletterCount)
		.values({ day, what, n })
		.onConflictDoUpdate({
			target: [newsletterCount.day, newsletterCount.what],
			set: { n: sql`${newsletterCount.n} + ${n}` },
		});
}
