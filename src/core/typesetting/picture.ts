import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encodePng } from './png.ts';

/** The first page of a PDF as a PNG of this width in pixels. */
export async function pictureOf(pdf: Uint8Array, width: number): Promise<Uint8Array> {
	// Opened for each picture and closed again: pictures are rare, and the library keeps its memory while it is open.
	const library = await PDFiumLibrary.init();
	const document = await library.loadDocument(pdf);
	try {
		const page = document.getPage(0);
		const { originalWidth } = page.getOriginalSize();
		const { data, ...size } = await page.render({ scale: width / originalWidth, render: 'bitmap', colorSpace: 'BGRA' });
		return encodePng(data, size.width, size.height);
	} finally {
		document.destroy();
		library.destroy();
	}
}
