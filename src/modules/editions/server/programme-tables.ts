import { boolean, foreignKey, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { bilingual, instant } from '#core/database/columns.ts';
import type { BundleSession, BundleSite, KeyDateKind, ProseText, Publication } from '../bundle/index.ts';
import { inEdition } from './tables.ts';

/** A track, or (`outside`) a subject that is welcome without one. */
export const track = pgTable(
	'track',
	{
		...inEdition(),
		outside: boolean().notNull(),
		name: bilingual().notNull(),
		short: bilingual(),
		description: bilingual(),
		subjects: jsonb().$type<ProseText[]>().notNull(),
		draft: boolean().notNull(),
	},
	(table) => [unique('track_code').on(table.editionId, table.code)],
);

/** A place where the edition happens. */
export const site = pgTable(
	'site',
	{
		...inEdition(),
		name: bilingual().notNull(),
		kind: text().$type<BundleSite['kind']>().notNull(),
		zone: text(),
		city: bilingual(),
		description: bilingual(),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [unique('site_code').on(table.editionId, table.code)],
);

/** A room of a site; its code is `<site>/<room>`. */
export const room = pgTable(
	'room',
	{
		...inEdition(),
		siteCode: text('site_code').notNull(),
		name: bilingual().notNull(),
		seats: integer(),
		trackCode: text('track_code'),
	},
	(table) => [
		unique('room_code').on(table.editionId, table.code),
		foreignKey({ columns: [table.editionId, table.siteCode], foreignColumns: [site.editionId, site.code] }),
		foreignKey({ columns: [table.editionId, table.trackCode], foreignColumns: [track.editionId, track.code] }),
	],
);

/** A date of the edition: as written (local) and as the instants it means. */
export const keyDate = pgTable(
	'key_date',
	{
		...inEdition(),
		label: bilingual().notNull(),
		kind: text().$type<KeyDateKind>().notNull(),
		localAt: text('local_at'),
		localOn: text('local_on'),
		localUntil: text('local_until'),
		latest: boolean().notNull(),
		callSlug: text('call_slug'),
		/** The end of that call's window which this date is. */
		windowEnd: text('window_end').$type<'opens' | 'closes'>(),
		note: bilingual(),
		/** A moment; the start of a day; for 'on or before' the end of the day. */
		at: instant().notNull(),
		/** The end of the last day, when it lasts for days. */
		endsAt: instant('ends_at'),
	},
	(table) => [
		unique('key_date_code').on(table.editionId, table.code),
		index('key_date_at').on(table.editionId, table.at),
	],
);

/** A session of the programme's skeleton. */
export const programmeSession = pgTable(
	'programme_session',
	{
		...inEdition(),
		kind: text().$type<BundleSession['kind']>().notNull(),
		title: bilingual().notNull(),
		description: bilingual(),
		localOn: text('local_on'),
		localUntil: text('local_until'),
		part: text().$type<NonNullable<BundleSession['part']>>(),
		starts: text(),
		ends: text(),
		trackCode: text('track_code'),
		siteCode: text('site_code'),
		/** `<site>/<room>`. */
		roomCode: text('room_code'),
		followsCode: text('follows_code'),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [
		unique('programme_session_code').on(table.editionId, table.code),
		foreignKey({ columns: [table.editionId, table.trackCode], foreignColumns: [track.editionId, track.code] }),
		foreignKey({ columns: [table.editionId, table.siteCode], foreignColumns: [site.editionId, site.code] }),
		foreignKey({ columns: [table.editionId, table.roomCode], foreignColumns: [room.editionId, room.code] }),
	],
);
