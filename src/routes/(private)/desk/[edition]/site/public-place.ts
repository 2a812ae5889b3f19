import { type RecordKind, splitKey } from '#modules/editions/records.ts';

/** The page of an edition on which records of a kind stand, as the rest of its address; empty for the home page. */
const pages: Partial<Record<RecordKind, string>> = {
	date: 'dates',
	outside: 'tracks',
	committee: 'committee',
	office: 'committee',
	role: 'committee',
	person: 'committee',
	session: 'programme',
	site: 'venue',
	room: 'venue',
};

/**
 * Where a visitor reads a record, as a path without language: `/ipspace-2021/dates`. Where the edition has no page for it,
 * that is its home page. Pure.
 * @param has the codes of the edition's own pages
 */
export function publicPlace(edition: string, key: string, has: readonly string[]): string {
	const { kind, code } = splitKey(key);
	const place = kind === 'page' && code !== 'home' ? code : kind === 'track' ? `tracks/${code}` : (pages[kind] ?? '');
	const missing = place === 'venue' && !has.includes('venue');
	return place === '' || missing ? `/${edition}` : `/${edition}/${place}`;
}
