import { inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { mediaTypeOf } from './media-type.ts';
import { safeFileName } from './names.ts';
import { file } from './tables.ts';

export type FileRow = typeof file.$inferSelect;

/** A file that lies in the store already, as `readForm` answers it. */
export interface Upload {
	digest: string;
	bytes: number;
	mediaType: string;
	name: string;
}

/** Keeps an uploaded file: without its row, `sweepFiles` clears the bytes away after a day. */
export async function storeUpload(ctx: Context, upload: Upload, personId?: string): Promise<FileRow> {
	const row: FileRow = {
		id: newId(),
		digest: upload.digest,
		bytes: upload.bytes,
		mediaType: upload.mediaType,
		name: safeFileName(upload.name),
		personId: personId ?? null,
		addedAt: ctx.clock.process.now(),
	};
	await ctx.db.insert(file).values(row);
	return row;
}

/** Stores bytes that we made ourselves (a letter, an export) and keeps them as a file. */
export async function storeBytes(ctx: Context, bytes: Uint8Array, name: string): Promise<FileRow> {
	const stored = await ctx.files.put(bytes);
	return storeUpload(ctx, { ...stored, name, mediaType: await mediaTypeOf(bytes, name) });
}

/** Forgets files with all their addresses; the bytes go with the next sweep when nothing else points at them. */
export async function removeFiles(ctx: Context, ids: readonly string[]): Promise<void> {
	if (ids.length > 0) await ctx.db.delete(file).where(inArray(file.id, [...ids]));
}
