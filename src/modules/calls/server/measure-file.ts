import type { Context } from '#core/context/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { cleanPicture, PictureFault } from '#core/pictures/index.ts';
import type { FileAnswer } from '../answers.ts';
import type { FieldOf } from '../form.ts';
import { paperOf } from '../paper.ts';

/** What is found out about a file beyond its type and size. */
export type Measured = Pick<FileAnswer, 'pages' | 'paper' | 'width' | 'height'>;

/** No larger document is opened to count its pages, in bytes. */
const largestMeasured = 200_000_000;

/**
 * Counts and measures the pages of a PDF and the pixels of a picture, where the field has a rule about them. A file that
 * can't be opened has no measures, and `checkField` says so.
 * @throws Refusal `unavailable` when too many files wait to be measured
 */
export async function measureFile(
	ctx: Context,
	field: FieldOf<'file'>,
	file: { digest: string; mediaType: string; bytes: number },
): Promise<Measured> {
	const { minPages, maxPages, paper, minWidth } = field;
	const isPdf = file.mediaType === 'application/pdf';
	const asksPages = isPdf && (minPages ?? maxPages ?? paper) !== undefined;
	const asksPixels = file.mediaType.startsWith('image/') && minWidth !== undefined;
	// What is too large for the field is refused anyway.
	if ((!asksPages && !asksPixels) || file.bytes > Math.min(field.maxBytes, largestMeasured)) return {};
	const bytes = await readFileBytes(ctx.files, file.digest);
	try {
		if (asksPixels) return (await cleanPicture(bytes)).size;
		const { count, sizes } = await ctx.pictures.pages(bytes);
		return { pages: count, paper: paperOf(sizes) };
	} catch (fault) {
		if (fault instanceof PictureFault) return {};
		throw fault;
	}
}

/** What checks of a file look at before it has a record of its own. */
export async function arrivedAnswer(
	ctx: Context,
	field: FieldOf<'file'>,
	file: { digest: string; mediaType: string; bytes: number; name: string },
): Promise<FileAnswer> {
	const { name, mediaType, bytes } = file;
	return { file: '', name, type: mediaType, bytes, ...(await measureFile(ctx, field, file)) };
}

/** What of a checked file is kept beside its name, type and size. */
export function measuresOf({ pages, paper, width, height }: FileAnswer): Measured {
	return Object.fromEntries(Object.entries({ pages, paper, width, height }).filter(([, value]) => value !== undefined));
}
