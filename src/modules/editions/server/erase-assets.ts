import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { type AssetContent, assetUses } from '../bundle/index.ts';
import { bundleOf, type RecordValue } from '../records.ts';
import { forgetAssetFiles } from './asset-files.ts';
import { draftAside, editionChange, editionChangeRecord, editionDraft } from './desk-tables.ts';
import { readRecords } from './store.ts';
import { asset } from './asset-tables.ts';
import { bundleImport, edition } from './tables.ts';

/** The pictures that show a person of an edition and nobody else: the portrait, and the signature in letters. */
export async function picturesOfPerson(ctx: Context, editionId: string, code: string): Promise<string[]> {
	const [row] = await ctx.db.select().from(edition).where(eq(edition.id, editionId));
	if (!row) return [];
	const bundle = bundleOf(await readRecords(ctx, row));
	const person = bundle.persons.findIndex(({ id }) => id === code);
	const own = new Set<string>();
	const shared = new Set<string>();
	for (const { part, path, id } of assetUses(bundle)) {
		const isTheirs =
			(part === 'persons' && path[0] === person) ||
			(part === 'letters' &&
				path[0] === 'signatories' &&
				bundle.letters?.signatories[path[1] as number]?.person === code);
		(isTheirs ? own : shared).add(id);
	}
	return [...own].filter((id) => !shared.has(id));
}

/**
 * Takes pictures out of an edition as if they had never been: the record, its drafts, what the history and the last
 * import hold of it. Files that nothing else names are forgotten at once, and their bytes with the next sweep.
 */
export async function eraseAssets(ctx: Context, editionId: string, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	const keys = ids.map((id) => `asset/${id}`);
	const digests = await digestsOf(ctx, editionId, keys, ids);
	await ctx.db.delete(asset).where(and(eq(asset.editionId, editionId), inArray(asset.code, [...ids])));
	await ctx.db.delete(editionDraft).where(and(eq(editionDraft.editionId, editionId), inArray(editionDraft.key, keys)));
	await ctx.db.delete(draftAside).where(and(eq(draftAside.editionId, editionId), inArray(draftAside.key, keys)));
	const changes = ctx.db
		.select({ id: editionChange.id })
		.from(editionChange)
		.where(eq(editionChange.editionId, editionId));
	await ctx.db
		.update(editionChangeRecord)
		.set({ before: null, after: null, erased: true })
		.where(and(inArray(editionChangeRecord.key, keys), inArray(editionChangeRecord.changeId, changes)));
	const imports = await ctx.db.select().from(bundleImport).where(eq(bundleImport.editionId, editionId));
	for (const { id, base } of imports) {
		const emptied: [string, RecordValue][] = Object.entries(base).map(([key, value]) => [
			key,
			keys.includes(key) ? {} : value,
		]);
		await ctx.db
			.update(bundleImport)
			.set({ base: Object.fromEntries(emptied) })
			.where(eq(bundleImport.id, id));
	}
	await forgetAssetFiles(ctx, digests);
}

/** Every file that these assets have or had. */
async function digestsOf(
	ctx: Context,
	editionId: string,
	keys: readonly string[],
	ids: readonly string[],
): Promise<string[]> {
	const now = await ctx.db
		.select({ content: asset.content })
		.from(asset)
		.where(and(eq(asset.editionId, editionId), inArray(asset.code, [...ids])));
	const drafts = await ctx.db
		.select({ before: editionDraft.base, after: editionDraft.value })
		.from(editionDraft)
		.where(and(eq(editionDraft.editionId, editionId), inArray(editionDraft.key, [...keys])));
	const past = await ctx.db
		.select({ before: editionChangeRecord.before, after: editionChangeRecord.after })
		.from(editionChangeRecord)
		.innerJoin(editionChange, eq(editionChange.id, editionChangeRecord.changeId))
		.where(and(eq(editionChange.editionId, editionId), inArray(editionChangeRecord.key, [...keys])));
	const written = [...drafts, ...past].flatMap(({ before, after }) => [before?.content, after?.content]);
	const contents = [...now.map(({ content }) => content), ...written] as (AssetContent | undefined)[];
	return [...new Set(contents.flatMap((content) => content?.digest ?? []))];
}
