/** The raster formats that are taken, as browsers show them. */
export const rasterTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type RasterType = (typeof rasterTypes)[number];

/** Most pixels of a picture. Its size is read from its head, so that a larger one is never unpacked. */
export const maxPixels = 40_000_000;

/** The widths in pixels that a picture is offered in, as far as it is wide enough. Other widths are never made. */
export const widths = [320, 640, 960, 1440, 1920] as const;

export interface Size {
	width: number;
	height: number;
}

/**
 * The widths in which a picture is offered: the steps below its own width, and its own width up to the largest step.
 * Nothing is made larger than it is. Pure.
 */
export function widthsFor(own: number): number[] {
	const most = Math.min(own, widths.at(-1) as number);
	return [...widths.filter((width) => width < most), most];
}

/** The height that belongs to a width, at least one pixel. Pure. */
export function heightFor(size: Size, width: number): number {
	return Math.max(1, Math.round((size.height * width) / size.width));
}

/** The types in which a raster picture is offered: WebP first, then its own for readers that know no WebP. */
export function offeredTypes(own: RasterType): RasterType[] {
	return own === 'image/webp' ? [own] : ['image/webp', own];
}

export function isRaster(mediaType: string): mediaType is RasterType {
	return (rasterTypes as readonly string[]).includes(mediaType);
}
