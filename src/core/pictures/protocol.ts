import type { RasterType, Size } from './formats.ts';
import type { Pages } from './pages.ts';

/** One size and type of a picture that is wanted. */
export interface WantedPicture extends Size {
	mediaType: RasterType;
}

/** What the picture process is sent: one picture, unpacked once for all that is wanted of it. */
export interface PictureRequest {
	id: number;
	bytes: Uint8Array;
	mediaType: RasterType;
	/** The largest size that is wanted, first. */
	wanted: WantedPicture[];
}

/** A document whose pages are to be counted and measured. */
export interface PagesRequest {
	id: number;
	pdf: Uint8Array;
}

export type PictureResponse =
	| { id: number; pictures: Uint8Array[] }
	| { id: number; pages: Pages }
	| { id: number; fault: string };
