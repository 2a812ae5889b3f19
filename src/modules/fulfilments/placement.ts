import type { PictureView } from '#core/pictures/view.ts';
import { type Bilingual, inLocale, languageTag, type Locale } from '#core/i18n/index.ts';

/** A picture of an application that is on the public site now. */
export interface Placement {
	id: string;
	among: 'sponsor' | 'exhibitor' | 'media' | 'supporter';
	name: Partial<Bilingual>;
	url: string | null;
	digest: string;
	mediaType: string;
	width: number;
	height: number;
	startsAt: number;
	/** First instant at which it is gone; null without end. */
	endsAt: number | null;
}

const endings: Record<string, string> = { 'image/svg+xml': 'svg', 'image/webp': 'webp' };
/** How much of a file's digest stands in its address: another file has another address. */
const digestPart = 12;

/** The last part of the address of a placed picture. Pure. */
export function placementFile({ digest, mediaType }: Pick<Placement, 'digest' | 'mediaType'>): string {
	return `${digest.slice(0, digestPart)}.${endings[mediaType] ?? 'bin'}`;
}

/** As a page shows it: called by the name of its organisation. Pure. @param slug of the edition */
export function placementPicture(slug: string, one: Placement, locale: Locale): PictureView {
	const name = inLocale(one.name, locale);
	return {
		alt: name.text,
		...(name.fallback ? { altLang: languageTag[name.locale] } : {}),
		width: one.width,
		height: one.height,
		src: `/${slug}/placements/${one.id}/${placementFile(one)}`,
	};
}

/** The next moment after now at which a picture comes or goes; undefined when none is left. Pure. */
export function nextPlacementMoment(
	all: readonly Pick<Placement, 'startsAt' | 'endsAt'>[],
	now: number,
): number | undefined {
	const later = all.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt ?? 0]).filter((at) => at > now);
	return later.length > 0 ? Math.min(...later) : undefined;
}
