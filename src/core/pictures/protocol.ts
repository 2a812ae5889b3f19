import type { RasterType, Size } from './formats.ts';
import type { PdfReading, ScrubFaultCode } from '#core/scrub/index.ts';
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

/** A file of which a copy without anything about its maker is wanted. */
export interface ScrubRequest {
	id: number;
	scrub: Uint8Array;
	mediaType: string;
}

/** A document of which is asked what it says. */
export interface ReadRequest {
	id: number;
	read: Uint8Array;
}

/** A copy, or the code of why there is none. */
export type Scrubbed = { bytes: Uint8Array } | { fault: ScrubFaultCode };

export type PictureResponse =
	| { id: number; pictures: Uint8Array[] }
	| { id: number; pages: Pages }
	| { id: number; scrubbed: Scrubbed }
	| { id: number; reading: PdfReading }
	| { id: number; fault: string };
