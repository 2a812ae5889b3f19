/** A round step so that about `wanted` of them reach `max`: 1, 2 or 5 times a power of ten. */
export function niceStep(max: number, wanted = 4): number {
	const rough = Math.max(max, 1e-9) / wanted;
	const power = 10 ** Math.floor(Math.log10(rough));
	const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough - 1e-9) ?? 10;
	return factor * power;
}

/** Ticks of an axis from 0 to the first round value that holds `max`. Counts never get ticks between whole numbers. */
export function axisTicks(max: number, wanted = 4): number[] {
	const step = Math.max(1, niceStep(max, wanted));
	const last = Math.max(step, Math.ceil(max / step - 1e-9) * step);
	return Array.from({ length: Math.round(last / step) + 1 }, (_, tick) => tick * step);
}

/** Ticks of an axis that holds everything from `low` to `high`, at round values. A range of nothing is widened. */
export function rangeTicks(low: number, high: number, wanted = 5): number[] {
	const [from, to] = high - low > 1e-9 ? [low, high] : [low - 1, low + 1];
	const step = niceStep(to - from, wanted);
	const first = Math.floor(from / step + 1e-9);
	const last = Math.ceil(to / step - 1e-9);
	// Whole multiples of the step, without the tail that floating point leaves behind.
	return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
