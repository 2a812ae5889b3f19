import { and, count, eq, ne } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { application } from './tables.ts';

/**
 * Whether somebody may hold one more application to a call that limits them; those that he withdrew don't count.
 * @throws Refusal `conflict` (`per-person`)
 */
export async function demandPlace(ctx: Context, personId: string, callId: string, most: number): Promise<void> {
	const [held] = await ctx.db
		.select({ n: count() })
		.from(application)
		.where(and(eq(application.callId, callId), eq(application.personId, personId), ne(application.state, 'withdrawn')));
	if ((held?.n ?? 0) >= most) throw new Refusal('conflict', 'per-person', { params: { max: most } });
}
