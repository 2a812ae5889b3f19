import type { Instant } from '#core/clock/index.ts';

export interface RateLimiter {
	/** Takes one token. Answers 0 when there was one, else the seconds until there is. */
	take(key: string): number;
}

/**
 * Token buckets in memory, one for each key: `burst` at once, then `perMinute`. Forgotten when full again.
 * @param now process time, milliseconds
 */
export function createRateLimiter(now: () => Instant, perMinute: number, burst: number): RateLimiter {
	const buckets = new Map<string, { tokens: number; at: Instant }>();
	const perMs = perMinute / 60_000;
	// The clock of a machine is put right now and then: time that goes back takes nothing from anybody.
	const since = (then: Instant, at: Instant) => Math.max(0, at - then);
	let swept = now();
	return {
		take(key) {
			const at = now();
			if (at < swept) swept = at;
			if (at - swept > 60_000) {
				swept = at;
				for (const [name, bucket] of buckets) {
					if (bucket.tokens + since(bucket.at, at) * perMs >= burst) buckets.delete(name);
				}
			}
			const bucket = buckets.get(key) ?? { tokens: burst, at };
			const tokens = Math.min(burst, bucket.tokens + since(bucket.at, at) * perMs);
			if (tokens < 1) {
				buckets.set(key, { tokens, at });
				return Math.ceil((1 - tokens) / perMs / 1000);
			}
			buckets.set(key, { tokens: tokens - 1, at });
			return 0;
		},
	};
}
