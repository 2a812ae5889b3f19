import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Ending } from '../subscription.ts';
import { countUp } from './counts.ts';
import { withdrawDigests } from './mails.ts';
import { suppress } from './suppress.ts';
import { newsletterSubscription } from './tables.ts';

/** Ends a subscription, suppresses its address and takes back what waits for it. Part of the caller's transaction. */
export async function end(
	ctx: Context,
	{ id, trace, email }: Pick<typeof newsletterSubscription.$inferSelect, 'id' | 'trace' | 'email'>,
	ending: Ending,
): Promise<void> {
	await ctx.db
		.update(newsletterSubscription)
		.set({ state: 'ended', endedAt: ctx.clock.process.now(), ending })
		.where(eq(newsletterSubscription.id, id));
	await suppress(ctx, trace, ending);
	await withdrawDigests(ctx, email);
	await countUp(ctx, ending === 'bounced' || ending === 'complained' ? ending : 'ended');
}
