import type { BundleAsset } from '../bundle/index.ts';
import { assetUses } from '../bundle/check-assets.ts';
import { innerAssets } from '../bundle/index.ts';
import type { EditingState } from '../editing.ts';
import { placeInRecords } from '../record-place.ts';
import { bundleOf } from '../records.ts';
import { recordDigest } from './record-digest.ts';

/** A picture or document as the desk lists it. */
export interface AssetView {
	asset: BundleAsset;
	/** `draft`: changed and not published anew; `new`: never published. */
	state: 'published' | 'draft' | 'new';
	/** What the form sends back. */
	version: number;
	base: string;
	/** Keys of the records that name it. */
	usedBy: string[];
	/** A seal or signature: never public. */
	inner: boolean;
}

/** The assets of an edition with where each is used, drafts over what is published, in their order. Pure. */
export function assetsForEditing({ published, drafts, merged }: EditingState): AssetView[] {
	const bundle = bundleOf(merged);
	const users = new Map<string, Set<string>>();
	for (const { id, part, path } of assetUses(bundle)) {
		const keys = users.get(id) ?? new Set();
		users.set(id, keys.add(placeInRecords(merged, part, path).key));
	}
	const inner = innerAssets(bundle.letters);
	return bundle.assets.map((asset): AssetView => {
		const key = `asset/${asset.id}`;
		const draft = drafts.find((one) => one.key === key);
		return {
			asset,
			state: !draft ? 'published' : published[key] ? 'draft' : 'new',
			version: draft?.version ?? 0,
			base: recordDigest(published[key]),
			usedBy: [...(users.get(asset.id) ?? [])],
			inner: inner.has(asset.id),
		};
	});
}
