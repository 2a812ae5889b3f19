/*
 * Random numbers that are the same for the same seed on every machine: what is drawn can be drawn again.
 */

/** A source of numbers from 0 (inclusive) to 1 (exclusive), fixed by its seed: mulberry32, period 2³². */
export function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
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
