import { and, eq, gt, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { OpenFile } from './store.ts';
import { file, fileGrant } from './tables.ts';
import type { FileRow } from './uploads.ts';

export interface NewGrant {
	fileId: string;
	/** The reader; without one, whoever holds the address may use it: only for what is sent to people who never sign in. */
	personId?: string;
	/** `review`, `letter` …: two purposes never share an address, so that one says nothing of the other. */
	purpose: string;
	/** Process time. */
	expiresAt: number;
}

/**
 * Addresses (`/files/{grant}`) of files for their readers, in the order asked for. The same reader gets the same address
 * for the same file and purpose; its end moves on. One statement for any number.
 */
export async function grantFiles(ctx: Context, wanted: readonly NewGrant[]): Promise<string[]> {
	const key = (grant: { fileId: string; personId?: string | null; purpose: string }) =>
		JSON.stringify([grant.fileId, grant.personId ?? null, grant.purpose]);
	const once = new Map(wanted.map((grant) => [key(grant), grant]));
	if (once.size === 0) return [];
	const rows = await ctx.db
		.insert(fileGrant)
		.values([...once.values()].map((grant) => ({ ...grant, id: newId(), personId: grant.personId ?? null })))
		.onConflictDoUpdate({
			target: [fileGrant.fileId, fileGrant.personId, fileGrant.purpose],
			set: { expiresAt: sql`greatest(${fileGrant.expiresAt}, excluded.expires_at)` },
		})
		.returning({
			id: fileGrant.id,
			fileId: fileGrant.fileId,
			personId: fileGrant.personId,
			purpose: fileGrant.purpose,
		});
	const ids = new Map(rows.map((row) => [key(row), row.id]));
	return wanted.map((grant) => ids.get(key(grant)) as string);
}

/** The address of one file for one reader; see `grantFiles`. The caller has made sure that the reader may have it. */
export async function grantFile(ctx: Context, wanted: NewGrant): Promise<string> {
	const [id] = await grantFiles(ctx, [wanted]);
	return id as string;
}

/**
 * The file behind an address, for whoever asks. Not found when there is none, when it has run out, and when it is
 * another reader's: the three cannot be told apart.
 * @param readerId the person who asks; undefined when nobody is signed in
 */
export async function openGrant(
	ctx: Context,
	grantId: string,
	readerId: string | undefined,
): Promise<FileRow & OpenFile> {
	const [row] = await ctx.db
		.select({ file, personId: fileGrant.personId })
		.from(fileGrant)
		.innerJoin(file, eq(file.id, fileGrant.fileId))
		.where(and(eq(fileGrant.id, grantId), gt(fileGrant.expiresAt, ctx.clock.process.now())));
	if (!row || (row.personId !== null && row.personId !== readerId)) throw notFound();
	const opened = await ctx.files.get(row.file.digest);
	if (!opened) throw new Error(`the bytes of file ${row.file.id} (${row.file.digest}) are not in the store`);
	return { ...row.file, ...opened };
}
