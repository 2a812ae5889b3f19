import { ScrubFault } from './fault.ts';

const office = 'application/vnd.openxmlformats-officedocument.';
const officeTypes = new Set(
	['wordprocessingml.document', 'presentationml.presentation', 'spreadsheetml.sheet'].map((type) => office + type),
);
const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/svg+xml']);
/** Nothing but what is read. */
const plain = new Set(['text/plain', 'text/csv', 'text/markdown', 'text/x-bibtex']);

/** Whether files of a type can be scrubbed; those of any other are for no blind reader. */
export function canScrub(mediaType: string): boolean {
	return (
		mediaType === 'application/pdf' || officeTypes.has(mediaType) || pictures.has(mediaType) || plain.has(mediaType)
	);
}

/**
 * The bytes of a file without anything that tells of its maker beside what it shows. Works synchronously over long
 * stretches: for the picture process.
 * @throws ScrubFault; there is no way back to the file itself
 */
export async function scrubBytes(mediaType: string, bytes: Uint8Array): Promise<Uint8Array> {
	if (plain.has(mediaType)) return bytes;
	// Libraries are read in only where they are needed.
	if (mediaType === 'application/pdf') {
		const { scrubPdf } = await import('./pdf/scrub-pdf.ts');
		const { demandSamePages } = await import('./pdf/same-pages.ts');
		const copy = await scrubPdf(bytes);
		await demandSamePages(bytes, copy);
		return copy;
	}
	if (officeTypes.has(mediaType)) return (await import('./office/scrub-office.ts')).scrubOffice(bytes);
	if (pictures.has(mediaType)) return (await import('./picture.ts')).scrubPicture(bytes);
	throw new ScrubFault('file-type', mediaType);
}
