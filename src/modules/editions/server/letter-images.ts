import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { assetEndings } from '../bundle/index.ts';
import { asset } from './asset-tables.ts';

/**
 * Under which name a letter carries a picture of its edition: it holds the digest, so that a letter shows for ever what
 * it was written with, whatever becomes of the asset. By the asset's id; what is no picture here is left out. One query.
 */
export async function letterImages(
	ctx: Context,
	editionId: string,
	ids: readonly (string | undefined)[],
): Promise<Map<string, string>> {
	const wanted = ids.filter((id) => id !== undefined);
	if (wanted.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: asset.code, content: asset.content })
		.from(asset)
		.where(and(eq(asset.editionId, editionId), eq(asset.kind, 'image'), inArray(asset.code, wanted)));
	return new Map(
		rows.map(({ id, content }) => [id, `asset-${content.digest}.${assetEndings[content.mediaType]?.[0] ?? 'png'}`]),
	);
}

/** The digest in such a name; undefined for any other. Pure. */
export function digestOfLetterImage(name: string): string | undefined {
	return /^asset-([0-9a-f]{64})\.[a-z]+$/.exec(name)?.[1];
}
