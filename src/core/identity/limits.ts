import { and, count, eq, gt, min } from 'drizzle-orm';
import { day, hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Database } from '#core/database/index.ts';
import { type RateLimiter, createRateLimiter } from '#core/http/rate-limit.ts';
import { Refusal } from '#core/refusal/index.ts';
import { mailCode } from './tables.ts';

/** Tokens a minute, and how many at once. In memory, for each process: they keep floods from the database. */
const bucketRules = {
	'send-network': { perMinute: 4, burst: 30 },
	'send-address': { perMinute: 1, burst: 5 },
	'send-person': { perMinute: 1, burst: 5 },
	'try-network': { perMinute: 20, burst: 60 },
	'begin-network': { perMinute: 30, burst: 60 },
	'ask-network': { perMinute: 1, burst: 30 },
	// A whole hall signs behind one address.
	'sign-network': { perMinute: 30, burst: 300 },
} as const;
export type BucketName = keyof typeof bucketRules;

/** The buckets live and die with the process's connection to its database. */
const limiters = new WeakMap<Database, Map<BucketName, RateLimiter>>();

/** @throws Refusal `too-many` with the seconds to wait */
export function takeToken(ctx: Context, name: BucketName, key: string): void {
	const own = limiters.get(ctx.database) ?? new Map<BucketName, RateLimiter>();
	limiters.set(ctx.database, own);
	const { perMinute, burst } = bucketRules[name];
	const limiter = own.get(name) ?? createRateLimiter(ctx.clock.process.now, perMinute, burst);
	own.set(name, limiter);
	const wait = limiter.take(key);
	if (wait > 0) throw new Refusal('too-many', 'try-again-later', { params: { seconds: wait } });
}

/**
 * How many codes may be sent. Counted in the database, so for all processes together. With five tries a code, the
 * address limits leave a guesser 75 tries in a million a day.
 */
export const codeLimits = {
	address: [
		{ within: hour, most: 6 },
		{ within: day, most: 15 },
	],
	network: [{ within: hour, most: 90 }],
} as const;

/** @throws Refusal `too-many` with the seconds to wait */
export async function demandCodeAllowance(ctx: Context, address: string, network: string): Promise<void> {
	const now = ctx.clock.process.now();
	const wait: number[] = [];
	for (const [column, key, rules] of [
		[mailCode.address, address, codeLimits.address],
		[mailCode.network, network, codeLimits.network],
	] as const) {
		for (const rule of rules) {
			const [row] = await ctx.db
				.select({ n: count(), first: min(mailCode.sentAt) })
				.from(mailCode)
				.where(and(eq(column, key), gt(mailCode.sentAt, now - rule.within)));
			if (row && row.n >= rule.most) wait.push((row.first ?? now) + rule.within - now);
		}
	}
	if (wait.length > 0) {
		throw new Refusal('too-many', 'too-many-codes', { params: { seconds: Math.ceil(Math.max(...wait) / 1000) } });
	}
}
