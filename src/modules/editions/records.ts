import type { Call } from '#modules/calls/call.ts';
import type { Bundle } from './bundle/index.ts';
import { withoutTrackOptions } from './call-tracks.ts';

/**
 * A bundle taken apart into records that can be compared, stored and changed one by one. The key is `kind` or
 * `kind/code`; what stood in a list has its `position` in it.
 */
export type RecordValue = { [field: string]: unknown };
export type Records = Record<string, RecordValue>;

/** The kinds of records, those that others point at first. */
export const recordKinds = [
	'series',
	'edition',
	'asset',
	'organisation',
	'track',
	'outside',
	'site',
	'room',
	'partner',
	'person',
	'office',
	'role',
	'date',
	'session',
	'past',
	'letter',
	'outcome',
	'figure',
	'picture',
	'page',
	'call',
	'committee',
	'letterhead',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The kind of a record and its code (empty for those of which there is one). */
export function splitKey(key: string): { kind: RecordKind; code: string } {
	const slash = key.indexOf('/');
	return {
		kind: (slash < 0 ? key : key.slice(0, slash)) as RecordKind,
		code: slash < 0 ? '' : key.slice(slash + 1),
	};
}

/** Takes a bundle apart. `bundleOf` is the inverse. */
export function recordsOf(bundle: Bundle): Records {
	const records: Records = {};
	const put = (key: string, value: object) => {
		records[key] = plain(value);
	};
	const list = <T extends object>(kind: RecordKind, items: readonly T[], code: (item: T) => string, omit: string[]) => {
		items.forEach((item, position) => {
			put(`${kind}/${code(item)}`, { ...without(item, omit), position });
		});
	};

	put('series', bundle.series);
	put('edition', bundle.edition);
	list('asset', bundle.assets, (one) => one.id, ['id']);
	list('organisation', bundle.organisations, (one) => one.id, ['id']);
	list('track', bundle.tracks.tracks, (one) => one.code, ['code']);
	list('outside', bundle.tracks.outside, (one) => one.code, ['code']);
	list('site', bundle.sites, (one) => one.id, ['id', 'rooms']);
	for (const site of bundle.sites) list('room', site.rooms, (one) => `${site.id}/${one.id}`, ['id']);
	list('partner', bundle.partners, (one) => `${one.kind}/${one.organisation}`, ['kind', 'organisation']);
	list('person', bundle.persons, (one) => one.id, ['id']);
	if (bundle.committee) {
		put('committee', { name: bundle.committee.name });
		list('office', bundle.committee.offices, (one) => one.id, ['id']);
		list('role', bundle.committee.roles, (one) => `${one.office}/${one.person}`, ['office', 'person']);
	}
	list('date', bundle.dates, (one) => one.id, ['id']);
	list('session', bundle.sessions, (one) => one.id, ['id']);
	list('past', bundle.past, (one) => one.slug, ['slug']);
	if (bundle.letters) {
		put('letterhead', without(bundle.letters, ['texts']));
		list('letter', bundle.letters.texts, (one) => one.id, ['id']);
	}
	list('outcome', bundle.outcomes?.documents ?? [], (one) => one.id, ['id']);
	list('figure', bundle.outcomes?.figures ?? [], (one) => one.id, ['id']);
	list('picture', bundle.outcomes?.pictures ?? [], (one) => one.asset, ['asset']);
	list('page', bundle.pages, (one) => one.id, ['id']);
	for (const call of bundle.calls) {
		put(`call/${call.slug}`, without(withoutTrackOptions(call, bundle.tracks), ['slug']));
	}
	return records;
}

/** Puts records together again; the result still has to be validated when the records were changed. */
export function bundleOf(records: Records): Bundle {
	const list = (kind: RecordKind, name: (code: string) => RecordValue): RecordValue[] =>
		inOrder(records, kind).map(({ code, value }) => ({ ...name(code), ...without(value, ['position']) }));
	const pair = (code: string, first: string, second: string): RecordValue => {
		const slash = code.indexOf('/');
		return { [first]: code.slice(0, slash), [second]: code.slice(slash + 1) };
	};
	const id = (code: string) => ({ id: code });
	const rooms = inOrder(records, 'room');
	const outcomes = {
		documents: list('outcome', id),
		figures: list('figure', id),
		pictures: list('picture', (asset) => ({ asset })),
	};
	return {
		edition: records.edition,
		series: records.series,
		assets: list('asset', id),
		organisations: list('organisation', id),
		sites: list('site', id).map((site) => ({
			...site,
			rooms: rooms
				.filter((room) => room.code.startsWith(`${site.id}/`))
				.map((room) => ({ id: room.code.slice(String(site.id).length + 1), ...without(room.value, ['position']) })),
		})),
		partners: list('partner', (code) => pair(code, 'kind', 'organisation')),
		persons: list('person', id),
		committee: records.committee && {
			...records.committee,
			offices: list('office', id),
			roles: list('role', (code) => pair(code, 'office', 'person')),
		},
		tracks: { tracks: list('track', (code) => ({ code })), outside: list('outside', (code) => ({ code })) },
		dates: list('date', id),
		sessions: list('session', id),
		past: list('past', (slug) => ({ slug })),
		letters: records.letterhead && { ...records.letterhead, texts: list('letter', id) },
		...(Object.values(outcomes).some((part) => part.length > 0) ? { outcomes } : {}),
		pages: list('page', id),
		calls: list('call', (slug) => ({ slug })),
	} as unknown as Bundle;
}

/** The records of a kind in their order; equal positions by code, so that the order is always the same. */
export function inOrder(records: Records, kind: RecordKind): { code: string; value: RecordValue }[] {
	return Object.entries(records)
		.filter(([key]) => splitKey(key).kind === kind)
		.map(([key, value]) => ({ code: splitKey(key).code, value }))
		.sort((a, b) => positionOf(a.value) - positionOf(b.value) || (a.code < b.code ? -1 : 1));
}

/** A call as its owner hands it out, as a record. */
export function callRecord(call: Call, tracks: Bundle['tracks']): RecordValue {
	return plain(without(withoutTrackOptions(call, tracks), ['slug']));
}

/** Data as JSON keeps it: what is undefined or null is not there. */
export function plain(value: object): RecordValue {
	return JSON.parse(JSON.stringify(value, (_, inner) => (inner === null ? undefined : inner)));
}

function positionOf(value: RecordValue): number {
	return typeof value.position === 'number' ? value.position : 0;
}

function without(value: object, keys: readonly string[]): RecordValue {
	return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
