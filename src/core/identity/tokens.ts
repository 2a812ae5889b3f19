import { and, desc, eq } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { type Problem, Refusal, invalid } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { isTokenScope } from './scopes.ts';
import { digestOf } from './secrets.ts';
import { personalToken } from './tables.ts';

/** How long a token may live, in days. */
export const tokenDays = [7, 30, 90, 365] as const;
const mostTokens = 20;

export interface NewToken {
	name: string;
	scopes: readonly string[];
	/** One of `tokenDays`. */
	days: number;
}

/**
 * Makes a token by which a program acts for a person.
 * @returns the token itself: shown once, then only its digest is known
 * @throws Refusal `invalid` at `name`, `scopes`, `days`; `conflict` `too-many-tokens`
 */
export async function createToken(
	ctx: Context,
	personId: string,
	input: NewToken,
): Promise<{ id: string; token: string }> {
	const name = cleanText(input.name, { lines: false });
	const problems: Problem[] = [];
	if (name === '') problems.push({ path: 'name', code: 'token-name-missing' });
	if (name.length > 80) problems.push({ path: 'name', code: 'token-name-long', params: { max: 80 } });
	const scopes = [...new Set(input.scopes)];
	if (scopes.length === 0 || !scopes.every(isTokenScope)) {
		problems.push({ path: 'scopes', code: 'token-scopes-missing' });
	}
	if (!tokenDays.includes(input.days as (typeof tokenDays)[number])) {
		problems.push({ path: 'days', code: 'token-days-missing' });
	}
	if (problems.length > 0) throw invalid(problems);
	const own = await tokensOf(ctx, personId);
	if (own.length >= mostTokens) throw new Refusal('conflict', 'too-many-tokens', { params: { max: mostTokens } });
	const now = ctx.clock.process.now();
	const token = `orrery_${newSecret()}`;
	const id = newId();
	await ctx.db.insert(personalToken).values({
		id,
		digest: digestOf(token),
		personId,
		name,
		scopes,
		addedAt: now,
		expiresAt: now + input.days * day,
	});
	return { id, token };
}

/** A person's tokens, without the secrets; those that have run out too. */
export async function tokensOf(ctx: Context, personId: string) {
	return ctx.db
		.select({
			id: personalToken.id,
			name: personalToken.name,
			scopes: personalToken.scopes,
			addedAt: personalToken.addedAt,
			expiresAt: personalToken.expiresAt,
			usedAt: personalToken.usedAt,
		})
		.from(personalToken)
		.where(eq(personalToken.personId, personId))
		.orderBy(desc(personalToken.addedAt));
}

/** Ends a token. @returns whether the person had it */
export async function revokeToken(ctx: Context, personId: string, id: string): Promise<boolean> {
	const gone = await ctx.db
		.delete(personalToken)
		.where(and(eq(personalToken.id, id), eq(personalToken.personId, personId)))
		.returning({ id: personalToken.id });
	return gone.length > 0;
}
