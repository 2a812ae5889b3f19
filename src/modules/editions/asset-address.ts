import { heightFor, isRaster, offeredTypes, type RasterType, widthsFor } from '#core/pictures/formats.ts';
import type { PictureView } from '#core/pictures/view.ts';
import { inLocale, languageTag, type Locale } from '#core/i18n/index.ts';
import { assetEndings, type BundleAsset } from './bundle/asset.ts';
import { pictureMessages } from './ui/picture-messages.ts';

/** How much of a file's digest stands in its address: another file has another address, so each may be kept for ever. */
const digestPart = 12;
/** The width of the file that readers get who choose none. */
const usualWidth = 960;

/** Where the files of an edition's assets lie for everybody. */
export function publicAssets(slug: string): string {
	return `/${slug}/assets`;
}

/** Where they lie for whoever works at the site, drafts too. */
export function deskAssets(slug: string): string {
	return `/desk/${slug}/site/assets`;
}

/** The address of the file itself: a document, a drawing, a picture as it is. Pure. */
export function assetAddress(base: string, { id, content }: Pick<BundleAsset, 'id' | 'content'>): string {
	return `${base}/${id}/${content.digest.slice(0, digestPart)}.${endingOf(content.mediaType)}`;
}

/** What the last part of an address asks for; undefined when it is none of ours. Pure. */
export function parseAssetName(name: string): { part: string; width?: number; mediaType: string } | undefined {
	const match = /^([0-9a-f]{12})(?:-([1-9]\d{0,3}))?\.([a-z0-9]{2,4})$/.exec(name);
	if (!match) return undefined;
	const [, part = '', width, ending = ''] = match;
	const mediaType = Object.keys(assetEndings).find((type) => endingOf(type) === ending);
	if (!mediaType) return undefined;
	return { part, mediaType, ...(width ? { width: Number(width) } : {}) };
}

/**
 * An asset as a picture on a page of this language; undefined for documents. Pure.
 * @param base `publicAssets(slug)`, or `deskAssets(slug)` in a preview
 */
export function pictureView(base: string, asset: BundleAsset, locale: Locale): PictureView | undefined {
	const { mediaType, width, height, digest } = asset.content;
	if (asset.kind !== 'image' || width === undefined || height === undefined) return undefined;
	const alt = asset.decorative || !asset.alternative ? undefined : inLocale(asset.alternative, locale);
	const words = {
		alt: alt?.text ?? '',
		...(alt?.fallback ? { altLang: languageTag[alt.locale] } : {}),
		...withNotes(asset, locale),
	};
	if (!isRaster(mediaType)) return { ...words, width, height, src: assetAddress(base, asset) };
	const steps = widthsFor(width);
	const at = (step: number, type: RasterType) =>
		`${base}/${asset.id}/${digest.slice(0, digestPart)}-${step}.${endingOf(type)}`;
	const set = (type: RasterType) => steps.map((step) => `${at(step, type)} ${step}w`).join(', ');
	const usual = steps.findLast((step) => step <= usualWidth) ?? (steps[0] as number);
	const own = offeredTypes(mediaType).at(-1) as RasterType;
	const most = steps.at(-1) as number;
	return {
		...words,
		width: most,
		height: heightFor({ width, height }, most),
		src: at(usual, own),
		srcset: set(own),
		...(own === 'image/webp' ? {} : { webp: set('image/webp') }),
	};
}

/** The picture of a bundle by the id that something names; undefined when it names none or it is not there. Pure. */
export function pictureById(
	base: string,
	bundle: { assets: readonly BundleAsset[] },
	id: string | null | undefined,
	locale: Locale,
): PictureView | undefined {
	const asset = id ? bundle.assets.find((one) => one.id === id) : undefined;
	return asset && pictureView(base, asset, locale);
}

/**
 * What `asset:id` means in a Markdown text of this bundle: the picture with its caption, or the address of a document.
 * Hand it to `markdownToHtml`. Pure.
 */
export function assetResolver(base: string, bundle: { assets: readonly BundleAsset[] }, locale: Locale) {
	const byId = new Map(bundle.assets.map((asset) => [asset.id, asset]));
	return (id: string): { address: string; picture?: PictureView; caption?: string } | undefined => {
		const asset = byId.get(id);
		if (!asset) return undefined;
		const picture = pictureView(base, asset, locale);
		return {
			address: assetAddress(base, asset),
			...(picture ? { picture } : {}),
			...(asset.caption ? { caption: inLocale(asset.caption, locale).text } : {}),
		};
	};
}

/** Who made it, on which terms, and that it is a sample, as far as any of it is said. */
function withNotes({ credit, licence, sample }: BundleAsset, locale: Locale): Pick<PictureView, 'notes'> {
	const notes = [
		credit && inLocale(credit, locale).text,
		licence,
		sample ? pictureMessages[locale].sample : undefined,
	].filter((note) => note !== undefined && note !== '');
	return notes.length > 0 ? { notes: notes as string[] } : {};
}

function endingOf(mediaType: string): string {
	return assetEndings[mediaType]?.[0] ?? 'bin';
}
