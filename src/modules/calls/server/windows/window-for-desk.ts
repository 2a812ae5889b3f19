import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { closesWithBusiness } from '../../window.ts';
import { callWindow } from '../tables.ts';

/** The window of a call as it was written, with its instants. The caller has demanded what it is for. One query. */
export async function windowForDesk(ctx: Context, callId: string) {
	const [row] = await ctx.db.select().from(callWindow).where(eq(callWindow.callId, callId));
	if (!row) throw notFound('no-such-call');
	return { ...row, business: closesWithBusiness(row) };
}
