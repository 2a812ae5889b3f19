import { count, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { reviewRecusal } from './tables.ts';

/** How many recusals there were in a call: a figure for its public list, without who and of what. One query. */
export async function recusalCount(ctx: Context, callId: string): Promise<number> {
	const [row] = await ctx.db.select({ n: count() }).from(reviewRecusal).where(eq(reviewRecusal.callId, callId));
	return row?.n ?? 0;
}
