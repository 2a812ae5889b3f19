import { eq, inArray } from 'drizzle-orm';
import { type Context, transaction } from '#core/context/index.ts';
import { readFileBytes, storeUpload } from '#core/files/index.ts';
import { file } from '#core/files/tables.ts';
import { PictureFault } from '#core/pictures/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { ScrubFaultCode } from './fault.ts';
import { canScrub } from './scrub-bytes.ts';
import { scrubbedFile } from './tables.ts';

/** Raise it when scrubbing takes out more: copies are made anew. */
const rules = 1;
/** No larger file is taken apart in memory, in bytes. */
const largest = 150_000_000;

/** The file of a scrubbed copy, or why there is none. */
export type ScrubbedCopy = { file: string } | { fault: ScrubFaultCode };

/**
 * The copy of a file that tells nothing of its maker, under a name that tells nothing either. Made when it is first asked
 * for, and kept with the file; a file for which there can be none is remembered as such.
 * @param name used when the copy is made
 * @throws Refusal `not-found`, `unavailable` when too many wait
 */
export async function scrubbedCopy(ctx: Context, of: { file: string; name: string }): Promise<ScrubbedCopy> {
	const [known] = await ctx.db
		.select({ file, made: scrubbedFile })
		.from(file)
		.leftJoin(scrubbedFile, eq(scrubbedFile.originalId, file.id))
		.where(eq(file.id, of.file));
	if (!known) throw notFound();
	if (known.made && known.made.rules === rules) return resultOf(known.made);
	const { digest, mediaType, bytes } = known.file;
	const made = await scrub(ctx, { digest, mediaType, bytes });
	const stored = 'fault' in made ? undefined : await ctx.files.put(made.bytes);
	return transaction(ctx, async (tx) => {
		// Two who ask at the same time: the second takes what the first has made.
		const [held] = await tx.db.select({ id: file.id }).from(file).where(eq(file.id, of.file)).for('update');
		if (!held) throw notFound();
		const [meanwhile] = await tx.db.select().from(scrubbedFile).where(eq(scrubbedFile.originalId, of.file));
		if (meanwhile && meanwhile.rules === rules) return resultOf(meanwhile);
		await tx.db.delete(scrubbedFile).where(eq(scrubbedFile.originalId, of.file));
		const copy = stored && (await storeUpload(tx, { ...stored, name: of.name, mediaType }));
		const row = {
			originalId: of.file,
			copyId: copy?.id ?? null,
			fault: 'fault' in made ? made.fault : null,
			rules,
			at: ctx.clock.process.now(),
		};
		await tx.db.insert(scrubbedFile).values(row);
		return resultOf(row);
	});
}

/** Why files have no scrubbed copy, by file; those not tried yet, and those that have one, are not in it. One query. */
export async function scrubFaults(ctx: Context, files: readonly string[]): Promise<Map<string, ScrubFaultCode>> {
	if (files.length === 0) return new Map();
	const rows = await ctx.db
		.select({ original: scrubbedFile.originalId, fault: scrubbedFile.fault })
		.from(scrubbedFile)
		.where(inArray(scrubbedFile.originalId, [...files]));
	return new Map(rows.flatMap(({ original, fault }) => (fault === null ? [] : [[original, fault] as const])));
}

function resultOf(row: { copyId: string | null; fault: ScrubFaultCode | null }): ScrubbedCopy {
	return row.copyId === null ? { fault: row.fault ?? 'file-broken' } : { file: row.copyId };
}

async function scrub(
	ctx: Context,
	of: { digest: string; mediaType: string; bytes: number },
): Promise<{ bytes: Uint8Array } | { fault: ScrubFaultCode }> {
	if (!canScrub(of.mediaType)) return { fault: 'file-type' };
	if (of.bytes > largest) return { fault: 'file-too-large' };
	try {
		return await ctx.pictures.scrub(await readFileBytes(ctx.files, of.digest), of.mediaType);
	} catch (fault) {
		if (fault instanceof PictureFault) return { fault: 'file-broken' };
		throw fault;
	}
}
