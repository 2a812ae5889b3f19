import { and, eq, inArray, lt, notExists, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { AssetContent } from '../bundle/index.ts';
import { asset, assetFile } from './tables.ts';

const day = 86_400_000;

/**
 * Keeps the bytes of an asset and what they are, so that a record may name them. What is kept already stays. Pictures are
 * made in their other sizes soon after.
 * @param read answers the bytes, as `readAsset` made them; asked only when they are not there
 */
export async function keepAssetFile(
	ctx: Context,
	content: AssetContent,
	read: () => Promise<Uint8Array>,
): Promise<void> {
	const [known] = await ctx.db
		.select({ digest: assetFile.digest })
		.from(assetFile)
		.where(eq(assetFile.digest, content.digest));
	if (known) return;
	const stored = await ctx.files.put(await read());
	if (stored.digest !== content.digest)
		throw new Error(`the bytes of asset ${content.digest} changed while they were read`);
	await ctx.db
		.insert(assetFile)
		.values({
			...content,
			width: content.width ?? null,
			height: content.height ?? null,
			addedAt: ctx.clock.process.now(),
		})
		.onConflictDoNothing();
}

/** Which of these digests are known as files of assets. One query. */
export async function knownAssetFiles(ctx: Context, digests: readonly string[]): Promise<Map<string, AssetContent>> {
	if (digests.length === 0) return new Map();
	const rows = await ctx.db
		.select()
		.from(assetFile)
		.where(inArray(assetFile.digest, [...digests]));
	return new Map(
		rows.map(({ addedAt: _, prepared: __, width, height, ...row }) => [
			row.digest,
			{ ...row, ...(width === null || height === null ? {} : { width, height }) },
		]),
	);
}

/**
 * Forgets files that no asset, no draft and no history names any more, a day after they came: uploads that led to
 * nothing. Their bytes go with the next sweep.
 */
export async function forgetUnusedAssetFiles(ctx: Context): Promise<void> {
	await dropUnused(ctx, lt(assetFile.addedAt, ctx.clock.process.now() - day));
}

/** Forgets these files now, as far as nothing names them any more. */
export async function forgetAssetFiles(ctx: Context, digests: readonly string[]): Promise<void> {
	if (digests.length > 0) await dropUnused(ctx, inArray(assetFile.digest, [...digests]));
}

async function dropUnused(ctx: Context, which: SQL): Promise<void> {
	const used = ctx.db.select({ one: sql`1` }).from(asset).where(eq(asset.digest, assetFile.digest));
	const named = sql`select 1 from (
		select value as record from edition_draft where key like 'asset/%'
		union all select base from edition_draft where key like 'asset/%'
		union all select value from edition_draft_aside where key like 'asset/%'
		union all select before from edition_change_record where key like 'asset/%'
		union all select after from edition_change_record where key like 'asset/%'
	) as named where record->'content'->>'digest' = ${assetFile.digest}`;
	await ctx.db.delete(assetFile).where(and(which, notExists(used), sql`not exists (${named})`));
}
