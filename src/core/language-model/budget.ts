import { eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { languageModelDay } from './tables.ts';

/** The day of process time by which spending is counted, UTC. */
function dayOfProcess(ctx: Pick<Context, 'clock'>): string {
	return new Date(ctx.clock.process.now()).toISOString().slice(0, 10);
}

/**
 * Takes one call of so many tokens off the day's budget, before it is made: two processes can't spend the same. On the
 * pool, never in a caller's transaction, so that what was spent stays spent.
 * @returns how to settle it with what was really used; undefined when the budget does not hold it
 */
export async function spend(
	ctx: Context,
	tokens: number,
): Promise<{ settle: (used: number) => Promise<void> } | undefined> {
	const { llmCallsPerDay: mostCalls, llmTokensPerDay: mostTokens } = ctx.config;
	const day = dayOfProcess(ctx);
	const { db } = ctx.database;
	if (mostCalls < 1 || tokens > mostTokens) return undefined;
	const taken = await db
		.insert(languageModelDay)
		.values({ day, calls: 1, tokens })
		.onConflictDoUpdate({
			target: languageModelDay.day,
			set: { calls: sql`${languageModelDay.calls} + 1`, tokens: sql`${languageModelDay.tokens} + ${tokens}` },
			setWhere: sql`${languageModelDay.calls} < ${mostCalls} and ${languageModelDay.tokens} + ${tokens} <= ${mostTokens}`,
		})
		.returning({ day: languageModelDay.day });
	if (taken.length === 0) return undefined;
	return {
		async settle(used) {
			await db
				.update(languageModelDay)
				.set({ tokens: sql`greatest(${languageModelDay.tokens} + ${used - tokens}, 0)` })
				.where(eq(languageModelDay.day, day));
		},
	};
}

/** What was spent today, and what the day holds. */
export async function budgetToday(
	ctx: Context,
): Promise<{ calls: number; tokens: number; mostCalls: number; mostTokens: number }> {
	const [row] = await ctx.db
		.select()
		.from(languageModelDay)
		.where(eq(languageModelDay.day, dayOfProcess(ctx)));
	return {
		calls: row?.calls ?? 0,
		tokens: row?.tokens ?? 0,
		mostCalls: ctx.config.llmCallsPerDay,
		mostTokens: ctx.config.llmTokensPerDay,
	};
}

/**
 * How many tokens a text may take, from above: four letters of an alphabet, but hardly more than one Han character, make a
 * token. Pure.
 */
export function tokensAtMost(text: string): number {
	let tokens = 0;
	for (const sign of text) tokens += (sign.codePointAt(0) as number) < 0x2e80 ? 0.4 : 1.6;
	return Math.ceil(tokens);
}
