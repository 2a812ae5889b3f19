import { inOrder, type RecordKind, type Records } from './records.ts';

/** A field of a record; the path is empty for the record as a whole, the key for what no record is to blame for. */
export interface RecordPlace {
	key: string;
	path: string;
}

const lists: Record<string, RecordKind> = {
	assets: 'asset',
	organisations: 'organisation',
	sites: 'site',
	partners: 'partner',
	persons: 'person',
	dates: 'date',
	sessions: 'session',
	past: 'past',
	pages: 'page',
	calls: 'call',
	'committee.offices': 'office',
	'committee.roles': 'role',
	'tracks.tracks': 'track',
	'tracks.outside': 'outside',
	'letters.texts': 'letter',
	'outcomes.documents': 'outcome',
	'outcomes.figures': 'figure',
	'outcomes.pictures': 'picture',
};
/** Parts of a bundle that are one record beside their lists. */
const whole: Record<string, string> = {
	letters: 'letterhead',
	edition: 'edition',
	series: 'series',
	committee: 'committee',
};

/** The record and field that a place in the bundle of these records belongs to. Pure. */
export function placeInRecords(records: Records, part: string, path: readonly (string | number)[]): RecordPlace {
	const named = lists[part] ? part : `${part}.${path[0]}`;
	const kind = lists[named];
	const rest = lists[part] ? path : path.slice(1);
	if (!kind) return { key: whole[part] ?? '', path: path.join('.') };
	const found = typeof rest[0] === 'number' ? inOrder(records, kind)[rest[0]] : undefined;
	if (!found) return { key: '', path: [part, ...path].join('.') };
	if (kind === 'site' && rest[1] === 'rooms' && typeof rest[2] === 'number') {
		const room = inOrder(records, 'room').filter(({ code }) => code.startsWith(`${found.code}/`))[rest[2]];
		if (room) return { key: `room/${room.code}`, path: rest.slice(3).join('.') };
	}
	return { key: `${kind}/${found.code}`, path: rest.slice(1).join('.') };
}
