export { type CleanPicture, cleanPicture } from './clean.ts';
export { type FileFaultCode, PictureFault } from './fault.ts';
export {
	heightFor,
	isRaster,
	maxPixels,
	offeredTypes,
	type RasterType,
	rasterTypes,
	type Size,
	widths,
	widthsFor,
} from './formats.ts';
export { createPictureRenderer, type PictureRenderer } from './renderer.ts';
export type { Pages } from './pages.ts';
export type { WantedPicture } from './protocol.ts';
