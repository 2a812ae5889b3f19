import { and, eq, isNull } from 'drizzle-orm';
import { type Context, remembered } from '#core/context/index.ts';
import { type StoredCall, storedCalls } from './stored-call.ts';
import { call } from './tables.ts';

/** The standing calls that the public list names (all that do not say otherwise), in the order in which they open. Two queries. */
export async function listedStandingCalls(ctx: Context): Promise<StoredCall[]> {
	const all = await remembered(ctx, 'standing calls whole', () => storedCalls(ctx, isNull(call.editionId)));
	return all.filter((stored) => stored.call.listed !== false);
}

/** One standing call with all that it says, by its slug, listed or not. Two queries. */
export async function standingCall(ctx: Context, slug: string): Promise<StoredCall | undefined> {
	return remembered(ctx, `standing call whole ${slug}`, async () => {
		const [row] = await storedCalls(ctx, and(isNull(call.editionId), eq(call.slug, slug)));
		return row;
	});
}
