import type { Problem } from '#core/refusal/index.ts';

/*
 * A ballot gives each finalist a place of its own. Pure: read the same on the page and on the server.
 */

/** The name under which a ballot keeps the place among the points of a score. */
export const placePoint = 'place';

/** The name of the control that takes the place of a finalist, by its key. */
export const placeName = (key: string) => `place.${key}`;

/**
 * Reads places as they were posted: whole numbers from 1 to the number of finalists, each once.
 * @param finalists their keys in the order of the page, with the numbers that people know them by
 */
export function readPlaces(
	finalists: readonly { key: string; number: string }[],
	posted: ReadonlyMap<string, string>,
): { places: Map<string, number>; problems: Problem[] } {
	const places = new Map<string, number>();
	const problems: Problem[] = [];
	const taken = new Map<number, string>();
	const max = finalists.length;
	for (const { key, number } of finalists) {
		const path = placeName(key);
		const text = (posted.get(path) ?? '').trim();
		const place = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
		const other = taken.get(place);
		if (text === '') problems.push({ path, code: 'place-missing', params: { max } });
		else if (!(place >= 1 && place <= max)) problems.push({ path, code: 'place-out-of-range', params: { max } });
		else if (other !== undefined) problems.push({ path, code: 'place-twice', params: { place, other } });
		else {
			taken.set(place, number);
			places.set(key, place);
		}
	}
	return { places, problems };
}
