import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { ledgerDetail } from './tables.ts';

/**
 * Drops the personal parts (and their salts) of a person's events; the chain still verifies, since it holds only the
 * salted digests.
 * @returns how many parts were dropped
 */
export async function forgetPerson(ctx: Context, personId: string): Promise<number> {
	const gone = await ctx.db
		.delete(ledgerDetail)
		.where(eq(ledgerDetail.personId, personId))
		.returning({ id: ledgerDetail.eventId });
	return gone.length;
}
