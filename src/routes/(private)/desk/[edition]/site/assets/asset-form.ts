import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalFileStore, readFileBytes } from '#core/files/index.ts';
import { readForm } from '#core/multipart/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { type AboutAsset, maxAssetBytes } from '#modules/editions/server/index.ts';

/** What somebody typed, as the form shows it again. */
export interface TypedAsset {
	alternativeEn: string;
	alternativeZh: string;
	captionEn: string;
	captionZh: string;
	creditEn: string;
	creditZh: string;
	licence: string;
	decorative: boolean;
	sample: boolean;
}

/** A form that was sent. */
export interface SentAsset {
	typed: TypedAsset;
	about: AboutAsset;
	file: { bytes: Buffer; name: string } | undefined;
	problems: Problem[];
	version: number;
	base: string | undefined;
	/** Whether it shall become public at once. */
	publish: boolean;
}

/**
 * Reads an upload. The file as it was given lies in a folder of its own for as long as this takes and never in the
 * store: what a telephone wrote into it must not be kept anywhere.
 * @throws Refusal `too-large`, `invalid`
 */
export async function readAssetForm(request: Request): Promise<SentAsset> {
	const folder = await mkdtemp(join(tmpdir(), 'orrery-upload-'));
	try {
		const store = createLocalFileStore(folder);
		const maxBytes = maxAssetBytes.document;
		const form = await readForm(request, { store, files: { file: { maxBytes } }, maxBodyBytes: maxBytes + 1_000_000 });
		const text = (name: string) => form.fields.find(([field]) => field === name)?.[1] ?? '';
		const given = form.files.file;
		const typed: TypedAsset = {
			alternativeEn: text('alternative.en'),
			alternativeZh: text('alternative.zh'),
			captionEn: text('caption.en'),
			captionZh: text('caption.zh'),
			creditEn: text('credit.en'),
			creditZh: text('credit.zh'),
			licence: text('licence'),
			decorative: text('decorative') !== '',
			sample: text('sample') !== '',
		};
		return {
			typed,
			about: aboutOf(typed),
			file: given && { name: given.name, bytes: Buffer.from(await readFileBytes(store, given.digest)) },
			problems: form.problems,
			version: Number(text('version')) || 0,
			base: text('base') || undefined,
			publish: text('then') === 'publish',
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function aboutOf(typed: TypedAsset): AboutAsset {
	return {
		decorative: typed.decorative,
		sample: typed.sample,
		alternative: { en: typed.alternativeEn, zh: typed.alternativeZh },
		caption: { en: typed.captionEn, zh: typed.captionZh },
		credit: { en: typed.creditEn, zh: typed.creditZh },
		licence: typed.licence,
	};
}

/** What the form shows of an asset. Pure. */
export function typedOfAsset(asset: AboutAsset): TypedAsset {
	const { alternative, caption, credit, licence, decorative, sample } = asset;
	return {
		alternativeEn: alternative?.en ?? '',
		alternativeZh: alternative?.zh ?? '',
		captionEn: caption?.en ?? '',
		captionZh: caption?.zh ?? '',
		creditEn: credit?.en ?? '',
		creditZh: credit?.zh ?? '',
		licence: licence ?? '',
		decorative,
		sample,
	};
}
