/** What a PDF says. */
export interface PdfReading {
	/** The text of each page as a reader copies it. */
	pages: string[];
	/** What stands beside the pages, by its key: `Author`, `URI`, `XMP` … */
	remarks: { key: string; text: string }[];
}
