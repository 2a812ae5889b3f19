import type { PictureView } from '#core/pictures/view.ts';

/** The largest size of a picture by its absolute address, for those who show it elsewhere. Pure. */
export function largestAddress(
	{ src, srcset, width, height }: Pick<PictureView, 'src' | 'srcset' | 'width' | 'height'>,
	origin: string,
): { address: string; width: number; height: number } {
	const largest = (srcset ?? '')
		.split(', ')
		.map((choice) => /^(\S+) (\d+)w$/.exec(choice))
		.filter((match) => match !== null)
		.sort((a, b) => Number(b[2]) - Number(a[2]))[0];
	if (!largest) return { address: origin + src, width, height };
	const wide = Number(largest[2]);
	return { address: origin + largest[1], width: wide, height: Math.round((height * wide) / width) };
}
