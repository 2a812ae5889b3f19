import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { forgetShared } from '#core/mail/index.ts';
import { digestKind } from './mails.ts';
import { requestLife } from './subscribe.ts';
import { newsletterRequest, newsletterSubscription } from './tables.ts';

/** How long it is kept to whom a digest went; after that the issue knows how many. */
export const digestLife = 90 * day;
/** How long the evidence of a subscription is kept after its end: three years, in which it may be asked for. */
export const evidenceLife = 3 * 365 * day;

/**
 * Deletes what nobody confirmed in seven days, and what ended long ago with its evidence; the trace of a suppressed address
 * stays. So are digests of a season ago. @returns rows gone
 */
export async function sweepNewsletter(ctx: Context): Promise<number> {
	const now = ctx.clock.process.now();
	const unconfirmed = await ctx.db
		.delete(newsletterRequest)
		.where(and(isNull(newsletterRequest.confirmedAt), lt(newsletterRequest.requestedAt, now - requestLife)));
	const ended = and(eq(newsletterSubscription.state, 'ended'), lt(newsletterSubscription.endedAt, now - evidenceLife));
	const evidence = await ctx.db
		.delete(newsletterRequest)
		.where(
			sql`${newsletterRequest.subscriptionId} in (select ${newsletterSubscription.id} from ${newsletterSubscription} where ${ended})`,
		);
	const gone = await ctx.db.delete(newsletterSubscription).where(ended);
	const mails = await forgetShared(ctx, digestKind, now - digestLife);
	return [unconfirmed, evidence, gone].reduce((sum, result) => sum + (result.rowCount ?? 0), mails);
}
