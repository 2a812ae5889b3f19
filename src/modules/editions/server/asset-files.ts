import { and, eq, inArray, lt, notExists, notInArray, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { AssetContent } from '../bundle/index.ts';
import { asset, assetFile, assetHold } from './asset-tables.ts';

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
	return new Map(rows.map((row) => [row.digest, contentOf(row)]));
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
	const held = ctx.db.select({ one: sql`1` }).from(assetHold).where(eq(assetHold.digest, assetFile.digest));
	await ctx.db.delete(assetFile).where(and(which, notExists(used), notExists(held), sql`not exists (${named})`));
}

/**
 * Says which files something outside the editions shows (`article:<id>`), all of them: they stay, and those that it named
 * before and not now are let go. Part of the caller's transaction.
 * @throws when a file is not kept (`keepAssetFile`)
 */
export async function holdAssetFiles(ctx: Context, holder: string, digests: readonly string[]): Promise<void> {
	const wanted = [...new Set(digests)];
	await ctx.db
		.delete(assetHold)
		.where(and(eq(assetHold.holder, holder), wanted.length > 0 ? notInArray(assetHold.digest, wanted) : undefined));
	if (wanted.length === 0) return;
	await ctx.db
		.insert(assetHold)
		.values(wanted.map((digest) => ({ holder, digest })))
		.onConflictDoNothing();
}

/** The files that something outside the editions holds, with what they are. One query. */
export async function heldAssetFiles(ctx: Context, holder: string): Promise<Map<string, AssetContent>> {
	const rows = await ctx.db
		.select({ file: assetFile })
		.from(assetHold)
		.innerJoin(assetFile, eq(assetFile.digest, assetHold.digest))
		.where(eq(assetHold.holder, holder));
	return new Map(rows.map(({ file }) => [file.digest, contentOf(file)]));
}

function contentOf({ digest, mediaType, bytes, width, height }: typeof assetFile.$inferSelect): AssetContent {
	return { digest, mediaType, bytes, ...(width === null || height === null ? {} : { width, height }) };
}
