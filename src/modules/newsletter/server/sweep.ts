import { and, eq, inArray, lt } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { forgetShared } from '#core/mail/index.ts';
import { digestKind } from './mails.ts';
import { forgetOpenRequests } from './open-requests.ts';
import { requestLife } from './subscribe.ts';
import { newsletterRequest, newsletterSubscription } from './tables.ts';

/** How long it is kept to whom a digest went; after that the issue knows how many. */
export const digestLife = 90 * day;
/** How long the evidence of a subscription is kept after its end: three years, in which it may be asked for. */
export const evidenceLife = 3 * 365 * day;

/**
 * Deletes what nobody confirmed in seven days with the mails that asked, what ended long ago with its evidence, and to whom
 * digests of a season ago went; the trace of a suppressed address stays.
 * @returns rows gone
 */
export async function sweepNewsletter(ctx: Context): Promise<number> {
	const now = ctx.clock.process.now();
	const unconfirmed = await transaction(ctx, (tx) =>
		forgetOpenRequests(tx, lt(newsletterRequest.requestedAt, now - requestLife)),
	);
	const ended = and(eq(newsletterSubscription.state, 'ended'), lt(newsletterSubscription.endedAt, now - evidenceLife));
	const evidence = await ctx.db
		.delete(newsletterRequest)
		.where(
			inArray(
				newsletterRequest.subscriptionId,
				ctx.db.select({ id: newsletterSubscription.id }).from(newsletterSubscription).where(ended),
			),
		);
	const gone = await ctx.db.delete(newsletterSubscription).where(ended);
	const mails = await forgetShared(ctx, digestKind, now - digestLife);
	return [evidence, gone].reduce((sum, result) => sum + (result.rowCount ?? 0), unconfirmed + mails);
}
