import { ScrubFault } from '../fault.ts';

/** So many pages are compared by their text. */
const mostCompared = 300;

/**
 * That a copy shows what its original shows: as many pages, of the same sizes, with the same text as another program reads it.
 * @throws ScrubFault `file-broken`
 */
export async function demandSamePages(original: Uint8Array, copy: Uint8Array): Promise<void> {
	const { PDFiumLibrary } = await import('@hyzyla/pdfium');
	const library = await PDFiumLibrary.init();
	try {
		const [one, other] = [await pagesOf(original), await pagesOf(copy)];
		if (one !== other) throw new ScrubFault('file-broken', 'the copy does not show the same');
	} catch (error) {
		throw error instanceof ScrubFault ? error : new ScrubFault('file-broken', String(error));
	} finally {
		library.destroy();
	}

	async function pagesOf(pdf: Uint8Array): Promise<string> {
		const document = await library.loadDocument(pdf);
		try {
			const count = document.getPageCount();
			const pages = Array.from({ length: Math.min(count, mostCompared) }, (_, at) => {
				const page = document.getPage(at);
				const { originalWidth, originalHeight } = page.getOriginalSize();
				return [originalWidth, originalHeight, page.getText()];
			});
			return JSON.stringify([count, pages]);
		} finally {
			document.destroy();
		}
	}
}
