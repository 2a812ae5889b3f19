import { eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { file } from '#core/files/tables.ts';
import { PictureFault } from '#core/pictures/index.ts';
import type { PdfReading } from './pdf/reading.ts';
import { fileReading } from './tables.ts';

/** No larger document is read, in bytes. */
const largest = 100_000_000;

/** What was read of files so far, by file. One query. */
export async function keptReadings(ctx: Context, files: readonly string[]): Promise<Map<string, PdfReading>> {
	if (files.length === 0) return new Map();
	const rows = await ctx.db
		.select()
		.from(fileReading)
		.where(inArray(fileReading.fileId, [...files]));
	return new Map(rows.flatMap(({ fileId, reading }) => (reading ? [[fileId, reading] as const] : [])));
}

/**
 * What a PDF says, on its pages and about itself; read when it is first asked for, and kept with the file. Undefined for
 * what is none or can't be read. @throws Refusal `unavailable` when too many wait
 */
export async function fileReadingOf(ctx: Context, fileId: string): Promise<PdfReading | undefined> {
	const [known] = await ctx.db
		.select({ digest: file.digest, mediaType: file.mediaType, bytes: file.bytes, kept: fileReading })
		.from(file)
		.leftJoin(fileReading, eq(fileReading.fileId, file.id))
		.where(eq(file.id, fileId));
	if (known?.mediaType !== 'application/pdf' || known.bytes > largest) return undefined;
	if (known.kept) return known.kept.reading ?? undefined;
	const reading = await ctx.pictures.read(await readFileBytes(ctx.files, known.digest)).catch((fault) => {
		if (fault instanceof PictureFault) return undefined;
		throw fault;
	});
	const clean = reading && withoutNulls(reading);
	await ctx.db
		.insert(fileReading)
		.values({ fileId, reading: clean ?? null, at: ctx.clock.process.now() })
		.onConflictDoNothing();
	return clean;
}

/** PostgreSQL holds no zero character, nor halves of pairs. */
function withoutNulls({ pages, remarks }: PdfReading): PdfReading {
	const clean = (text: string) => text.replaceAll('\0', ' ').toWellFormed();
	return { pages: pages.map(clean), remarks: remarks.map(({ key, text }) => ({ key: clean(key), text: clean(text) })) };
}
