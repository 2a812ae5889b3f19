import type { AboutAsset } from '#modules/editions/server/index.ts';

/** What somebody typed of a picture, as the form shows it again. */
export interface TypedPicture {
	alternative: { en: string; zh: string };
	caption: { en: string; zh: string };
	credit: { en: string; zh: string };
	licence: string;
	decorative: boolean;
	sample: boolean;
	/** Into which text it is put. */
	where: string;
}

/** Reads the fields of a picture from a form. Pure. */
export function typedPicture(value: (name: string) => string, prefix = ''): TypedPicture {
	const pair = (field: string) => ({ en: value(`${prefix}${field}.en`), zh: value(`${prefix}${field}.zh`) });
	return {
		alternative: pair('alternative'),
		caption: pair('caption'),
		credit: pair('credit'),
		licence: value(`${prefix}licence`),
		decorative: value(`${prefix}decorative`) !== '',
		sample: value(`${prefix}sample`) !== '',
		where: value(`${prefix}where`),
	};
}

/** What the form shows of a picture that is there. Pure. */
export function typedOfPicture(about: AboutAsset): TypedPicture {
	const pair = (text: { en?: string | undefined; zh?: string | undefined } | undefined) => ({
		en: text?.en ?? '',
		zh: text?.zh ?? '',
	});
	const { decorative, sample, licence = '' } = about;
	return {
		alternative: pair(about.alternative),
		caption: pair(about.caption),
		credit: pair(about.credit),
		licence,
		decorative,
		sample,
		where: '',
	};
}

/** What is said of the picture by it. Pure. */
export function aboutOfTyped({ where: _, ...about }: TypedPicture): AboutAsset {
	return about;
}
