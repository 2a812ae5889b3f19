import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { letter } from './tables.ts';

/** How many letters of an edition went out, and how many of them were revoked. One query. */
export async function letterFigures(ctx: Context, editionId: string): Promise<{ sent: number; revoked: number }> {
	const [row] = await ctx.db
		.select({
			sent: sql<number>`count(*)::int`,
			revoked: sql<number>`(count(*) filter (where ${letter.state} = 'revoked'))::int`,
		})
		.from(letter)
		.where(and(eq(letter.editionId, editionId), isNotNull(letter.issuedAt)));
	return row ?? { sent: 0, revoked: 0 };
}
