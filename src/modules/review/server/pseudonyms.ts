import { createHmac } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { type KeyedHash, type PseudonymPlace, pseudonyms } from '../pseudonym.ts';
import { reviewPseudonymKey } from './pseudonym-tables.ts';

/**
 * What makes the pseudonyms of one stage (`pseudonyms`, for as many readers and applications as are shown). Its secret is
 * made when it is first asked for. One query, three the first time.
 */
export async function pseudonymHash(ctx: Context, of: { call: string; stage: string }): Promise<KeyedHash> {
	const secret = (await keptSecret(ctx, of)) ?? (await newKeptSecret(ctx, of));
	return (text) => createHmac('sha256', secret).update(text).digest();
}

/** The letters by which people of a stage go for one reader at one application; see `pseudonyms`. */
export async function pseudonymsOf(
	ctx: Context,
	of: { call: string; stage: string } & PseudonymPlace,
	people: readonly string[],
): Promise<Map<string, string>> {
	return pseudonyms(await pseudonymHash(ctx, of), of, people);
}

async function keptSecret(ctx: Context, of: { call: string; stage: string }): Promise<string | undefined> {
	const [kept] = await ctx.db
		.select({ secret: reviewPseudonymKey.secret })
		.from(reviewPseudonymKey)
		.where(and(eq(reviewPseudonymKey.callId, of.call), eq(reviewPseudonymKey.stageId, of.stage)));
	return kept?.secret;
}

/** Two who ask first at the same time get the same. */
async function newKeptSecret(ctx: Context, of: { call: string; stage: string }): Promise<string> {
	await ctx.db
		.insert(reviewPseudonymKey)
		.values({ callId: of.call, stageId: of.stage, secret: newSecret() })
		.onConflictDoNothing();
	return (await keptSecret(ctx, of)) as string;
}
