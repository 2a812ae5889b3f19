import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { PictureFault } from '#core/pictures/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { assetUses } from '../bundle/check-assets.ts';
import { assetFileName, type BundleAsset } from '../bundle/index.ts';
import { newAssetId } from '../asset-id.ts';
import type { Draft } from '../editing.ts';
import { placeInRecords } from '../record-place.ts';
import { bundleOf, type Records, type RecordValue } from '../records.ts';
import { type ReadAsset, readAsset } from './asset-content.ts';
import { keepAssetFile } from './asset-files.ts';
import { discardDrafts } from './discard-drafts.ts';
import type { CallsDoor } from './import-bundle.ts';
import { publishDrafts } from './publish-drafts.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';

/** What somebody says of a picture or document. */
export type AboutAsset = Pick<BundleAsset, 'decorative' | 'alternative' | 'caption' | 'credit' | 'licence' | 'sample'>;

export interface AssetUpload {
	/** An asset that is there already; without it a new one. */
	id?: string | undefined;
	about: AboutAsset;
	/** The file as it was given; without it the asset keeps its own. */
	file?: { bytes: Buffer; name: string } | undefined;
	/** Version of the draft that the writer has seen; 0 when there was none. */
	version: number;
	/** `recordDigest` of the published record that the writer has seen. */
	base?: string | undefined;
}

/**
 * Keeps a picture or document and what is said of it as a draft. The file is judged by its content and cleaned of
 * everything that tells of its maker, camera or place; only what is left of it is kept. A picture needs words in both
 * languages for those who do not see it, unless it only decorates.
 * @throws Refusal `invalid` with problems at `file`, `alternative.en` …; `not-found`; as `saveDraft`
 */
export async function saveAsset(
	ctx: Context,
	actor: Actor,
	editionId: string,
	upload: AssetUpload,
	options: { calls: Pick<CallsDoor, 'read'>; locale?: Locale },
): Promise<{ id: string; draft: Draft; cleaned: boolean }> {
	// Asks for the right before a byte is looked at.
	const { merged, drafts } = await recordsForEditing(ctx, actor, editionId);
	const before = upload.id === undefined ? undefined : merged[`asset/${upload.id}`];
	if (upload.id !== undefined && !before) throw notFound();
	const read = upload.file && (await judged(upload.file));
	const kind = read ? kindOf(read) : (before?.kind as BundleAsset['kind'] | undefined);
	const problems = aboutProblems(upload.about, kind);
	if (!before && !upload.file) problems.unshift({ path: 'file', code: 'file-missing' });
	if (problems.length > 0) throw invalid(problems);
	if (read) await keepAssetFile(ctx, read.content, async () => read.bytes);
	const gone = drafts.filter(({ key }) => key.startsWith('asset/')).map(({ key }) => key.slice(6));
	const taken = new Set([
		...Object.keys(merged).flatMap((key) => (key.startsWith('asset/') ? [key.slice(6)] : [])),
		...gone,
	]);
	const id = upload.id ?? newAssetId(upload.file?.name ?? '', kind ?? 'image', taken);
	const value: RecordValue = {
		...(before ?? {}),
		...withoutEmpty(upload.about),
		kind,
		...(read ? { content: read.content, file: assetFileName(id, read.content.mediaType) } : {}),
	};
	for (const field of ['alternative', 'caption', 'credit', 'licence'] as const) {
		if (withoutEmpty(upload.about)[field] === undefined) delete value[field];
	}
	const draft = await saveDraft(
		ctx,
		actor,
		editionId,
		{ key: `asset/${id}`, value, version: upload.version, ...(upload.base === undefined ? {} : { base: upload.base }) },
		options,
	);
	return { id, draft, cleaned: read?.cleaned ?? false };
}

/**
 * Takes a picture or document away, at once. What is shown somewhere stays until it is shown nowhere.
 * @throws Refusal `conflict` (`asset-used`, with a problem at the key of each record that names it); `not-found`
 */
export async function removeAsset(
	ctx: Context,
	actor: Actor,
	editionId: string,
	{ id, version }: { id: string; version: number },
	options: { calls: CallsDoor; locale?: Locale },
): Promise<void> {
	const { merged, published } = await recordsForEditing(ctx, actor, editionId);
	const key = `asset/${id}`;
	if (!merged[key]) throw notFound();
	const used = [...new Set([...usersOf(merged, id), ...usersOf(published, id)])];
	if (used.length > 0) {
		throw new Refusal('conflict', 'asset-used', {
			params: { count: used.length },
			problems: used.map((path) => ({ path, code: 'uses-asset' })),
		});
	}
	if (!published[key]) {
		await discardDrafts(ctx, actor, editionId, [key]);
		return;
	}
	await saveDraft(ctx, actor, editionId, { key, value: null, version }, options);
	await publishDrafts(ctx, actor, editionId, [key], options);
}

/** The keys of the records that name an asset. Pure. */
export function usersOf(records: Records, id: string): string[] {
	const uses = assetUses(bundleOf(records)).filter((use) => use.id === id);
	return [...new Set(uses.map(({ part, path }) => placeInRecords(records, part, path).key))];
}

async function judged(file: { bytes: Buffer; name: string }): Promise<ReadAsset> {
	try {
		return await readAsset(file.bytes, file.name);
	} catch (error) {
		if (!(error instanceof PictureFault)) throw error;
		throw invalid([{ path: 'file', code: error.code, params: error.params }]);
	}
}

function kindOf({ content }: ReadAsset): BundleAsset['kind'] {
	return content.mediaType.startsWith('image/') ? 'image' : 'document';
}

/** In the desk both languages are asked for at once: whoever uploads is the one who knows. */
function aboutProblems({ decorative, alternative }: AboutAsset, kind: BundleAsset['kind'] | undefined) {
	if (kind === 'document' || decorative) return [];
	return (['en', 'zh'] as const)
		.filter((language) => !alternative?.[language]?.trim())
		.map((language) => ({ path: `alternative.${language}`, code: 'missing-alternative' }));
}

/** Texts that were left empty are not there. */
function withoutEmpty(about: AboutAsset): Partial<AboutAsset> {
	const filled = (text: { en?: string | undefined; zh?: string | undefined } | undefined) => {
		const languages = Object.entries(text ?? {}).flatMap(([language, words]) =>
			words?.trim() ? [[language, words.trim()]] : [],
		);
		return languages.length > 0 ? Object.fromEntries(languages) : undefined;
	};
	const { decorative, sample, licence } = about;
	const alternative = decorative ? undefined : filled(about.alternative);
	const [caption, credit] = [filled(about.caption), filled(about.credit)];
	return {
		decorative,
		sample,
		...(alternative ? { alternative } : {}),
		...(caption ? { caption } : {}),
		...(credit ? { credit } : {}),
		...(licence?.trim() ? { licence: licence.trim() } : {}),
	};
}
