import { and, isNull, type SQL } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { forgetRequestMails } from './mails.ts';
import { newsletterRequest } from './tables.ts';

/**
 * Deletes requests that nobody has confirmed, with the mails that asked: their links are dead. What was confirmed stays, as
 * evidence. Part of the caller's transaction. Two statements.
 * @returns how many requests
 */
export async function forgetOpenRequests(ctx: Context, which: SQL): Promise<number> {
	const gone = await ctx.db
		.delete(newsletterRequest)
		.where(and(isNull(newsletterRequest.confirmedAt), which))
		.returning({ id: newsletterRequest.id });
	await forgetRequestMails(
		ctx,
		gone.map(({ id }) => id),
	);
	return gone.length;
}
