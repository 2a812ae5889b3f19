import { inLocale, type Locale } from '#core/i18n/index.ts';
import { assetAddress, deskAssets, pictureView } from '#modules/editions/asset-address.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { type Records, splitKey } from '#modules/editions/records.ts';
import type { AssetView } from '#modules/editions/server/index.ts';

/** A picture or file as the desk shows it. Pure. */
export function assetCard(
	{ asset, state, usedBy, inner, version, base }: AssetView,
	slug: string,
	records: Records,
	locale: Locale,
) {
	const at = deskAssets(slug);
	const { content } = asset;
	const words = asset.caption ?? asset.alternative;
	return {
		id: asset.id,
		file: asset.file,
		kind: asset.kind,
		picture: pictureView(at, asset, locale) ?? null,
		address: assetAddress(at, asset),
		bytes: content.bytes,
		size: content.width && content.height ? { width: content.width, height: content.height } : null,
		name: words ? inLocale(words, locale).text : asset.file,
		decorative: asset.decorative,
		sample: asset.sample,
		state,
		inner,
		version,
		base,
		usedBy: usedBy.map((key) => ({
			key,
			kind: splitKey(key).kind,
			name: inLocale(nameOfRecord(records, key), locale).text,
		})),
	};
}
export type AssetCard = ReturnType<typeof assetCard>;
