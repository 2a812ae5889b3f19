import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { TrackView } from '#modules/editions/server/index.ts';

/** How tracks are shown in the desk: their place gives hue and shape, as on the public pages; 0 is outside the tracks. */
export interface TrackPlace {
	/** How it is called in a line of text: `T3`, or the name of a subject outside the tracks. */
	label: string;
	/** The short name, for whoever does not know the codes by heart. */
	name: string;
	place: number;
}

/** The tracks of an edition by the ids that applications have. Pure. */
export function trackPlaces(tracks: readonly TrackView[], locale: Locale): Record<string, TrackPlace> {
	let place = 0;
	return Object.fromEntries(
		tracks.map((track) => {
			const full = inLocale(track.name, locale).text;
			const name = track.short ? inLocale(track.short, locale).text : full;
			if (!track.outside) place += 1;
			return [track.code, { label: track.outside ? name : track.code, name, place: track.outside ? 0 : place }];
		}),
	);
}

/** The class that gives a track its hue. */
export function trackHue(place: number): string {
	return `track-${place === 0 ? 0 : ((place - 1) % 10) + 1}`;
}
