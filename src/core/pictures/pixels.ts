/** Unpacked pixels: red, green, blue and opacity, a byte each. */
export interface Pixels {
	data: Uint8ClampedArray;
	width: number;
	height: number;
}

/**
 * Makes a picture smaller by a whole number, averaging blocks with regard to their opacity. It is the coarse first step
 * for large pictures: it needs no memory but its result, where a fine one needs four times the picture. Pure.
 */
export function halve(picture: Pixels, by: number): Pixels {
	if (by < 2) return picture;
	const width = Math.max(1, Math.floor(picture.width / by));
	const height = Math.max(1, Math.floor(picture.height / by));
	const data = new Uint8ClampedArray(width * height * 4);
	for (let y = 0; y < height; y += 1) {
		const bottom = Math.min(picture.height, (y + 1) * by);
		for (let x = 0; x < width; x += 1) {
			const right = Math.min(picture.width, (x + 1) * by);
			const sum = [0, 0, 0, 0] as [number, number, number, number];
			for (let row = y * by; row < bottom; row += 1) {
				for (let at = (row * picture.width + x * by) * 4; at < (row * picture.width + right) * 4; at += 4) {
					const opacity = picture.data[at + 3] as number;
					sum[0] += (picture.data[at] as number) * opacity;
					sum[1] += (picture.data[at + 1] as number) * opacity;
					sum[2] += (picture.data[at + 2] as number) * opacity;
					sum[3] += opacity;
				}
			}
			const to = (y * width + x) * 4;
			const opaque = Math.max(1, sum[3]);
			data[to] = sum[0] / opaque;
			data[to + 1] = sum[1] / opaque;
			data[to + 2] = sum[2] / opaque;
			data[to + 3] = sum[3] / ((right - x * by) * (bottom - y * by));
		}
	}
	return { data, width, height };
}

/** By how much a picture can be made smaller coarsely, so that a quarter more than the wanted width is left for the fine step. Pure. */
export function coarseStep(width: number, wanted: number): number {
	return Math.max(1, Math.floor(width / (wanted * 1.25)));
}
