/** Where a PDF says in plain words how many pages it has: in its metadata, which PDF/A never packs. */
const counted = /<xmpTPg:NPages>(\d+)<\/xmpTPg:NPages>/;

/**
 * How many pages a PDF of the typesetter has.
 * @throws Error when it doesn't say
 */
export function pagesOf(pdf: Uint8Array): number {
	const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
	const at = bytes.lastIndexOf('<xmpTPg:NPages>');
	const found = at < 0 ? null : counted.exec(bytes.toString('latin1', at, at + 60));
	if (!found) throw new Error('a PDF does not say how many pages it has');
	return Number(found[1]);
}

/** The metadata with another number of pages. */
export function withPages(metadata: string, pages: number): string {
	return metadata.replace(counted, `<xmpTPg:NPages>${pages}</xmpTPg:NPages>`);
}
