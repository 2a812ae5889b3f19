import { createHash } from 'node:crypto';
import { inArray, lt } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { file, fileGrant } from './tables.ts';

/** Answers which of these digests a part of the platform still points at. Each part that keeps digests gives one. */
export type FileHolder = (ctx: Context, digests: readonly string[]) => Promise<readonly string[]>;

const day = 86_400_000;
const batch = 500;

/** The digests that rows of `file` point at. */
export const heldByFiles: FileHolder = async (ctx, digests) => {
	const rows = await ctx.db
		.select({ digest: file.digest })
		.from(file)
		.where(inArray(file.digest, [...digests]));
	return rows.map((row) => row.digest);
};

/**
 * Clears away what nobody points at (uploads to forms that were never sent, bytes of erased persons) when it is a day
 * old, what broken uploads left, and grants that have run out.
 * @returns how many files went
 */
export async function sweepFiles(ctx: Context, holders: readonly FileHolder[]): Promise<number> {
	const now = ctx.clock.process.now();
	const before = now - day;
	await ctx.files.clearUnfinished(before);
	await ctx.db.delete(fileGrant).where(lt(fileGrant.expiresAt, now));
	let gone = 0;
	let old: string[] = [];
	const clear = async () => {
		const held = new Set<string>();
		for (const holder of [heldByFiles, ...holders]) for (const digest of await holder(ctx, old)) held.add(digest);
		for (const digest of old) if (!held.has(digest) && (await ctx.files.delete(digest, before))) gone += 1;
		old = [];
	};
	for await (const stored of ctx.files.list()) {
		if (stored.putAt >= before) continue;
		old.push(stored.digest);
		if (old.length === batch) await clear();
	}
	if (old.length > 0) await clear();
	return gone;
}

export interface FileFault {
	fileId: string;
	digest: string;
	fault: 'missing' | 'altered';
}

/** Reads every stored file that a row points at and compares it with its digest; part of `orrery verify`. */
export async function verifyFiles(ctx: Context): Promise<FileFault[]> {
	const faults: FileFault[] = [];
	const rows = await ctx.db.select({ fileId: file.id, digest: file.digest }).from(file);
	const known = new Map<string, FileFault['fault'] | undefined>();
	for (const { fileId, digest } of rows) {
		if (!known.has(digest)) known.set(digest, await faultOf(ctx, digest));
		const fault = known.get(digest);
		if (fault) faults.push({ fileId, digest, fault });
	}
	return faults;
}

async function faultOf(ctx: Context, digest: string): Promise<FileFault['fault'] | undefined> {
	const opened = await ctx.files.get(digest);
	if (!opened) return 'missing';
	const hash = createHash('sha256');
	for await (const chunk of opened.stream) hash.update(chunk);
	return hash.digest('hex') === digest ? undefined : 'altered';
}
