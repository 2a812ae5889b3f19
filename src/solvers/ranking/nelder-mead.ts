type Point = readonly number[];

/** How near the corners come to each other before it ends. */
const near = 5e-3;

/**
 * A point where a function of few variables is lowest, without derivatives: Nelder and Mead 1965.
 * @param start where it begins; its first steps are 1.5 wide
 * @param farthest no coordinate goes beyond ± this
 */
export function lowestPoint(of: (point: Point) => number, start: Point, farthest: number): Point {
	const at = (point: Point) => {
		const within = point.map((value) => Math.min(farthest, Math.max(-farthest, value)));
		return { point: within, value: of(within) };
	};
	type Corner = ReturnType<typeof at>;
	let corners = [at(start), ...start.map((_, k) => at(start.map((value, i) => value + (i === k ? 1.5 : 0))))];
	for (let round = 0; round < 300; round += 1) {
		corners.sort((a, b) => a.value - b.value);
		const best = corners[0] as Corner;
		const worst = corners.at(-1) as Corner;
		const others = corners.slice(0, -1);
		const second = others.at(-1) as Corner;
		const apart = corners.flatMap(({ point }) => point.map((value, i) => Math.abs(value - (best.point[i] as number))));
		if (Math.max(...apart) < near) break;
		const middle = start.map(
			(_, i) => others.reduce((sum, { point }) => sum + (point[i] as number), 0) / others.length,
		);
		const towards = (by: number) => at(middle.map((value, i) => value + by * (value - (worst.point[i] as number))));
		const reflected = towards(1);
		let replaced: Corner | undefined;
		if (reflected.value < best.value) {
			const farther = towards(2);
			replaced = farther.value < reflected.value ? farther : reflected;
		} else if (reflected.value < second.value) replaced = reflected;
		else {
			const nearer = reflected.value < worst.value ? towards(0.5) : towards(-0.5);
			if (nearer.value < Math.min(reflected.value, worst.value)) replaced = nearer;
		}
		corners = replaced
			? [...others, replaced]
			: [best, ...corners.slice(1).map(({ point }) => at(point.map((v, i) => (v + (best.point[i] as number)) / 2)))];
	}
	return corners.reduce((best, corner) => (corner.value < best.value ? corner : best)).point;
}
