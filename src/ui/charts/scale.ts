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
