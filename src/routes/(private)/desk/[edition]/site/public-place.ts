import { type RecordKind, splitKey } from '#modules/editions/records.ts';

/** The page of an edition on which records of a kind stand, as the last part of its address; empty for the home page. */
const pages: Partial<Record<RecordKind, string>> = {
	date: 'dates',
	track: 'tracks',
	outside: 'tracks',
	committee: 'committee',
	office: 'committee',
	role: 'committee',
	person: 'committee',
	session: 'programme',
	site: 'venue',
	room: 'venue',
	outcome: 'outcomes',
	figure: 'outcomes',
	picture: 'outcomes',
};

/**
 * Where a visitor reads a record, as a path below the edition: `dates`, `about`; empty for the home page. A page that the
 * edition does not have is replaced by its home page. Pure.
 * @param has the codes of the edition's pages
 */
export function publicPlace(key: string, has: readonly string[]): string {
	const { kind, code } = splitKey(key);
	if (kind === 'page') return code === 'home' ? '' : code;
	const place = pages[kind] ?? '';
	return ['venue', 'programme', 'outcomes'].includes(place) && !has.includes(place) ? '' : place;
}

/** The address of a preview, without language: `/desk/ipspace-2021/preview/ipspace-2021/dates`. Pure. */
export function previewPath(edition: string, place: string): string {
	return `/desk/${edition}/preview${place === '' ? '' : `/${place}`}`;
}
