/** A stream of chance that is the same for the same seed, on every machine. */
export interface Random {
	/** In [0, 1). */
	next(): number;
	/** A whole number in [0, n). */
	below(n: number): number;
	pick<T>(from: readonly T[]): T;
	/** `n` different ones (or all, when there are fewer), in random order. */
	some<T>(from: readonly T[], n: number): T[];
	/** True with this probability. */
	chance(probability: number): boolean;
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state are plenty for an invented world. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (n: number) => Math.floor(next() * n);
	return {
		next,
		below,
		pick: (from) => from[below(from.length)] as (typeof from)[number],
		some(from, n) {
			const rest = [...from];
			for (let i = rest.length - 1; i > 0; i -= 1) {
				const j = below(i + 1);
				[rest[i], rest[j]] = [rest[j] as (typeof rest)[number], rest[i] as (typeof rest)[number]];
			}
			return rest.slice(0, n);
		},
		chance: (probability) => next() < probability,
	};
}
