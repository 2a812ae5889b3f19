import type { Size } from './formats.ts';

/** What is known of a PDF's pages without looking at what stands on them. */
export interface Pages {
	count: number;
	/** The sizes that occur, in points (1/72 inch), each once; of the first thousand pages. */
	sizes: Size[];
}

const mostLookedAt = 1000;

/** Counts and measures the pages of a PDF. For the picture process: it works synchronously. @throws when it can't be opened */
export async function pagesOf(pdf: Uint8Array): Promise<Pages> {
	// Few pictures are documents: the library is read in only for them.
	const { PDFiumLibrary } = await import('@hyzyla/pdfium');
	const library = await PDFiumLibrary.init();
	try {
		const document = await library.loadDocument(pdf);
		try {
			const count = document.getPageCount();
			const sizes = new Map<string, Size>();
			for (let at = 0; at < Math.min(count, mostLookedAt); at += 1) {
				const { originalWidth: width, originalHeight: height } = document.getPage(at).getOriginalSize();
				sizes.set(`${Math.round(width)} ${Math.round(height)}`, { width, height });
			}
			return { count, sizes: [...sizes.values()] };
		} finally {
			document.destroy();
		}
	} finally {
		library.destroy();
	}
}
