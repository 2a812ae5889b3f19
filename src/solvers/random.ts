/**
 * Random numbers from a seed, 0 ≤ x < 1, the same on every machine (Mulberry32 by Tommy Ettinger, public domain; 32 bits of
 * state are plenty for drawing lots, and it is no cryptography).
 */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let value = Math.imul(state ^ (state >>> 15), state | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
	};
}

/** 0 … count − 1 in an order that chance makes (Fisher, Yates). */
export function shuffled(count: number, random: () => number): Int32Array {
	const order = Int32Array.from({ length: count }, (_, k) => k);
	for (let k = count - 1; k > 0; k--) {
		const other = Math.floor(random() * (k + 1));
		const kept = order[k] as number;
		order[k] = order[other] as number;
		order[other] = kept;
	}
	return order;
}

/** Numbers of the standard normal distribution from a source of even ones (Box and Muller 1958). */
export function normalOf(random: () => number): () => number {
	let kept: number | undefined;
	return () => {
		if (kept !== undefined) {
			const value = kept;
			kept = undefined;
			return value;
		}
		// 1 − u is never 0: its logarithm is finite.
		const radius = Math.sqrt(-2 * Math.log(1 - random()));
		const angle = 2 * Math.PI * random();
		kept = radius * Math.sin(angle);
		return radius * Math.cos(angle);
	};
}
