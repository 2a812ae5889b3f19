import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import { type AssetContent, innerAssets } from '../bundle/index.ts';
import { parseAssetName } from '../asset-address.ts';
import { editionDraft } from './desk-tables.ts';
import { type ReadyFile, renditionOf } from './renditions.ts';
import { editionSubject } from './subject.ts';
import { asset } from './asset-tables.ts';
import { edition } from './tables.ts';

/** A file that an address names, with the name under which it may be saved. */
export interface NamedFile extends ReadyFile {
	name: string;
}

/**
 * What everybody gets under `/{edition}/assets/{id}/{name}`: a file of a published edition as it is now, in a size in
 * which it is offered. Undefined for anything else: what is only a draft, what was replaced, seals and signatures. From
 * memory in a serving process, until the edition changes.
 */
export async function publicAsset(
	ctx: Context,
	address: { edition: string; id: string; name: string },
): Promise<NamedFile | undefined> {
	const key = `asset ${address.edition} ${address.id} ${address.name}`;
	return remembered(ctx, key, async () => {
		const [row] = await ctx.db
			.select({ file: asset.file, content: asset.content, letterhead: edition.letterhead })
			.from(asset)
			.innerJoin(edition, eq(edition.id, asset.editionId))
			.where(and(eq(edition.slug, address.edition), eq(edition.state, 'published'), eq(asset.code, address.id)));
		if (!row || innerAssets(row.letterhead).has(address.id)) return undefined;
		return fileNamed(ctx, address.name, [row]);
	});
}

/**
 * The same for whoever works at the site: drafts, seals and signatures too.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function assetForEditing(
	ctx: Context,
	actor: Actor,
	editionId: string,
	address: { id: string; name: string },
): Promise<NamedFile | undefined> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	const published = await ctx.db
		.select({ file: asset.file, content: asset.content })
		.from(asset)
		.where(and(eq(asset.editionId, editionId), eq(asset.code, address.id)));
	const drafts = await ctx.db
		.select({ value: editionDraft.value })
		.from(editionDraft)
		.where(and(eq(editionDraft.editionId, editionId), eq(editionDraft.key, `asset/${address.id}`)));
	const written = drafts.flatMap(({ value }) =>
		value ? [{ file: String(value.file), content: value.content as AssetContent }] : [],
	);
	return fileNamed(ctx, address.name, [...written, ...published]);
}

/** The file that the last part of an address asks for (see `asset-address.ts`), among these. */
export async function fileNamed(
	ctx: Context,
	name: string,
	candidates: readonly { file: string; content: AssetContent }[],
): Promise<NamedFile | undefined> {
	const wanted = parseAssetName(name);
	const found = wanted && candidates.find(({ content }) => content.digest.startsWith(wanted.part));
	if (!wanted || !found) return undefined;
	const { content, file } = found;
	if (wanted.width !== undefined) {
		const ready = await renditionOf(ctx, content.digest, { width: wanted.width, mediaType: wanted.mediaType });
		return ready && { ...ready, name: file.replace(/\.[^.]+$/, name.slice(name.lastIndexOf('.'))) };
	}
	if (wanted.mediaType !== content.mediaType) return undefined;
	return { digest: content.digest, mediaType: content.mediaType, bytes: content.bytes, name: file };
}
