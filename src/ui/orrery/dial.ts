/**
 * The dial of the orrery: every instant of an edition has one angle, clockwise from the top, in degrees. Weeks of
 * preparation and days of symposium share one circle, so time runs at three speeds: slow before, wide open during the
 * days of the symposium, slow again after them.
 */
export interface Dial {
	/** The first instant on the dial (the call opens, say). */
	begin: number;
	/** The days of the symposium. */
	from: number;
	to: number;
	/** The last instant on the dial (corrections are due, say). */
	end: number;
}

/** Where the days of the symposium begin and end on the circle. */
export const daysFrom = 66;
export const daysTo = 330;

/** The angle of an instant, 0–360. What lies before or after the dial stands at its first or last degree. */
export function angleAt(dial: Dial, instant: number): number {
	const steps: [at: number, angle: number][] = [
		[dial.begin, 0],
		[dial.from, daysFrom],
		[dial.to, daysTo],
		[dial.end, 360],
	];
	if (instant <= dial.begin) return 0;
	for (let step = 1; step < steps.length; step += 1) {
		const [start, low] = steps[step - 1] as [number, number];
		const [stop, high] = steps[step] as [number, number];
		if (instant < stop) return low + ((instant - start) / (stop - start)) * (high - low);
	}
	return 360;
}

/** A point at an angle (degrees, clockwise from the top) and a radius, rounded to a tenth. */
export function pointAt(angle: number, radius: number): [x: number, y: number] {
	const radians = (angle * Math.PI) / 180;
	return [tenth(Math.sin(radians) * radius), tenth(-Math.cos(radians) * radius)];
}

/** SVG path of an arc, clockwise. */
export function arcPath(from: number, to: number, radius: number): string {
	const [x0, y0] = pointAt(from, radius);
	const [x1, y1] = pointAt(to, radius);
	return `M${x0} ${y0}A${radius} ${radius} 0 ${to - from > 180 ? 1 : 0} 1 ${x1} ${y1}`;
}

/** SVG path of a part of a ring between two angles and two radii. */
export function sectorPath(from: number, to: number, inner: number, outer: number): string {
	const [x0, y0] = pointAt(to, inner);
	const [x1, y1] = pointAt(from, inner);
	const large = to - from > 180 ? 1 : 0;
	const [ox, oy] = pointAt(from, outer);
	return `${arcPath(from, to, outer)}L${x0} ${y0}A${inner} ${inner} 0 ${large} 0 ${x1} ${y1}L${ox} ${oy}Z`;
}

/** One path of radial ticks. */
export function ticksPath(angles: readonly number[], inner: number, outer: number): string {
	return angles
		.map((angle) => {
			const [x0, y0] = pointAt(angle, inner);
			const [x1, y1] = pointAt(angle, outer);
			return `M${x0} ${y0}L${x1} ${y1}`;
		})
		.join('');
}

/**
 * A sky of single points for one path drawn with round caps (`h0` is a dot). The same on every page: its places come
 * from a fixed recurrence, spread evenly over the disc.
 */
export function starsPath(count: number, radius: number): string {
	let path = '';
	for (let star = 1; star <= count; star += 1) {
		// The golden angle spreads evenly; the second term breaks the spiral.
		const angle = star * 137.508 + 61 * Math.sin(star * 12.9898);
		const distance = radius * Math.sqrt((star - 0.5) / count);
		const [x, y] = pointAt(angle, distance);
		path += `M${Math.round(x)} ${Math.round(y)}h0`;
	}
	return path;
}

function tenth(value: number): number {
	// Adding zero turns −0 into 0, which reads better in a path.
	return Math.round(value * 10) / 10 + 0;
}
