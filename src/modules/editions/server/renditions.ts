import { and, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { type Digest, readFileBytes } from '#core/files/index.ts';
import {
	heightFor,
	isRaster,
	offeredTypes,
	PictureFault,
	type PictureRenderer,
	type RasterType,
	type WantedPicture,
	widthsFor,
} from '#core/pictures/index.ts';
import { assetFile, assetRendition } from './asset-tables.ts';

/** A file that can be sent as it is. */
export interface ReadyFile {
	digest: Digest;
	mediaType: string;
	bytes: number;
}

/** What is being made in this process: readers who ask for the same picture meanwhile wait for the same work. */
const underWay = new WeakMap<PictureRenderer, Map<string, Promise<void>>>();

/**
 * A stored picture in one of the sizes and types in which it is offered, made now when it was not made yet; undefined for
 * any other size or type.
 */
export async function renditionOf(
	ctx: Context,
	source: Digest,
	wanted: { width: number; mediaType: string },
): Promise<ReadyFile | undefined> {
	const made = await findRendition(ctx, source, wanted);
	if (made) return made;
	const [file] = await ctx.db.select().from(assetFile).where(eq(assetFile.digest, source));
	if (!file || !offers(file).some((one) => one.width === wanted.width && one.mediaType === wanted.mediaType)) {
		return undefined;
	}
	await makeRenditions(ctx, source, wanted);
	return findRendition(ctx, source, wanted);
}

async function findRendition(ctx: Context, source: Digest, wanted: { width: number; mediaType: string }) {
	const { digest, mediaType, bytes, width } = assetRendition;
	const [row] = await ctx.db
		.select({ digest, mediaType, bytes })
		.from(assetRendition)
		.where(and(eq(assetRendition.source, source), eq(width, wanted.width), eq(mediaType, wanted.mediaType)));
	return row;
}

/** Every size and type in which a stored file is offered; none for drawings and documents. Pure. */
function offers(file: { mediaType: string; width: number | null; height: number | null }): WantedPicture[] {
	const { mediaType, width, height } = file;
	if (!isRaster(mediaType) || width === null || height === null) return [];
	return widthsFor(width).flatMap((to) =>
		offeredTypes(mediaType).map((type) => ({ width: to, height: heightFor({ width, height }, to), mediaType: type })),
	);
}

/**
 * Makes the sizes of a picture that are not made yet: all of them, or the one that a reader waits for. Does nothing for
 * files that are gone or have no sizes.
 */
export function makeRenditions(
	ctx: Context,
	source: Digest,
	only?: { width: number; mediaType: string },
): Promise<void> {
	const key = only ? `${source} ${only.width} ${only.mediaType}` : source;
	const all = underWay.get(ctx.pictures) ?? new Map<string, Promise<void>>();
	underWay.set(ctx.pictures, all);
	const running =
		all.get(key) ??
		make(ctx, source, only).finally(() => {
			all.delete(key);
		});
	all.set(key, running);
	return running;
}

async function make(ctx: Context, source: Digest, only?: { width: number; mediaType: string }): Promise<void> {
	const [file] = await ctx.db.select().from(assetFile).where(eq(assetFile.digest, source));
	if (!file) return;
	const there = await ctx.db
		.select({ width: assetRendition.width, mediaType: assetRendition.mediaType })
		.from(assetRendition)
		.where(eq(assetRendition.source, source));
	const made = new Set(there.map(({ width, mediaType }) => `${width} ${mediaType}`));
	const wanted = offers(file)
		.filter(({ width, mediaType }) => !only || (only.width === width && only.mediaType === mediaType))
		.filter(({ width, mediaType }) => !made.has(`${width} ${mediaType}`));
	if (wanted.length === 0) return;
	const bytes = await readFileBytes(ctx.files, source);
	// One width at a time: whoever asks meanwhile for another one waits for this one only.
	for (const width of new Set(wanted.map((one) => one.width))) {
		const sizes = wanted.filter((one) => one.width === width);
		const pictures = await ctx.pictures.render(bytes, file.mediaType as RasterType, sizes);
		for (const [place, picture] of pictures.entries()) {
			const { mediaType } = sizes[place] as WantedPicture;
			const stored = await ctx.files.put(picture);
			await ctx.db
				.insert(assetRendition)
				.values({ source, width, mediaType, ...stored })
				.onConflictDoNothing();
		}
	}
}

/**
 * Makes the other sizes of pictures that came lately, so that their first reader does not wait; the background repeats
 * it. A picture that cannot be unpacked is noted and left.
 * @returns how many were looked at
 */
export async function prepareRenditions(ctx: Context): Promise<number> {
	const waiting = await ctx.db
		.select({ digest: assetFile.digest })
		.from(assetFile)
		.where(eq(assetFile.prepared, false))
		.orderBy(assetFile.addedAt)
		.limit(20);
	for (const { digest } of waiting) {
		try {
			await makeRenditions(ctx, digest);
		} catch (error) {
			if (!(error instanceof PictureFault)) throw error;
			ctx.log.warn('picture-not-rendered', { digest, error });
		}
		await ctx.db.update(assetFile).set({ prepared: true }).where(eq(assetFile.digest, digest));
	}
	return waiting.length;
}
