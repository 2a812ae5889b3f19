import type { PgTable } from 'drizzle-orm/pg-core';
import { endOfDay, instantOf } from '#core/clock/index.ts';
import type { AssetContent } from '../bundle/index.ts';
import type { RecordKind, RecordValue } from '../records.ts';
import { asset } from './asset-tables.ts';
import { letterText, outcome, outcomeFigure, outcomePicture, page } from './page-tables.ts';
import { committeeOffice, committeeRole, editionPerson, partner } from './people-tables.ts';
import { keyDate, programmeSession, room, site, track } from './programme-tables.ts';
import { pastEdition } from './tables.ts';

/** A row or the values for one: the names of Drizzle's columns. */
export type Columns = Record<string, unknown>;

/** What a part needs to know of its edition to be stored. */
export interface PartContext {
	zone: string;
	/** Row ids of organisations by slug. */
	organisationIds: ReadonlyMap<string, string>;
}

/** How the records of a kind lie in their table, both ways. Fields that are not named have the name of their column. */
export interface Part {
	kind: RecordKind;
	table: PgTable;
	/** Columns that differ from the record's fields, or are derived from them. */
	toColumns?: (value: RecordValue, code: string, about: PartContext) => Columns;
	/** The record's fields out of a row that has lost what every part has (id, edition, code). */
	toValue?: (row: Columns) => Columns;
	/** Columns that are not the bundle's and stay as they are. */
	keeps?: readonly string[];
	/** Which rows of the table are of this kind, when two kinds share it. */
	holds?: (row: Columns) => boolean;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function drop(row: Columns, ...names: string[]): Columns {
	return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

function split(code: string): [string, string] {
	const slash = code.indexOf('/');
	return [code.slice(0, slash), code.slice(slash + 1)];
}

/** The instant of a local time that may end with the day (`T24:00`), in epoch milliseconds. */
export function instantOfLocal(local: string, zone: string): number {
	return local.endsWith('T24:00') ? endOfDay(local.slice(0, 10), zone) : instantOf(local, zone);
}

function dateInstants(value: RecordValue, zone: string): { at: number; endsAt: number | null } {
	const [at, on, until] = [text(value.at), text(value.on), text(value.until)];
	const day = on as string;
	const begins =
		at !== undefined ? instantOfLocal(at, zone) : value.latest ? endOfDay(day, zone) : instantOf(day, zone);
	return { at: begins, endsAt: until === undefined ? null : endOfDay(until, zone) };
}

/** Every kind that has a table of its own, those that others point at first. */
export const parts: readonly Part[] = [
	{
		kind: 'asset',
		table: asset,
		toColumns: (value) => ({ ...value, digest: (value.content as AssetContent).digest }),
		toValue: (row) => drop(row, 'digest'),
	},
	{
		kind: 'track',
		table: track,
		toColumns: (value) => ({ ...value, outside: false }),
		toValue: (row) => drop(row, 'outside'),
		holds: (row) => row.outside === false,
	},
	{
		kind: 'outside',
		table: track,
		toColumns: (value) => ({ ...value, outside: true, subjects: [], draft: false }),
		toValue: (row) => drop(row, 'outside', 'subjects', 'draft'),
		holds: (row) => row.outside === true,
	},
	{ kind: 'site', table: site },
	{
		kind: 'room',
		table: room,
		toColumns: ({ track: trackCode, ...value }, code) => ({ ...value, trackCode, siteCode: split(code)[0] }),
		toValue: ({ trackCode, siteCode: _, ...row }) => ({ ...row, track: trackCode }),
	},
	{
		kind: 'partner',
		table: partner,
		toColumns: (value, code, { organisationIds }) => {
			const [kind, organisation] = split(code);
			return { ...value, kind, organisationId: organisationIds.get(organisation) };
		},
		toValue: (row) => drop(row, 'kind', 'organisationId'),
	},
	{ kind: 'person', table: editionPerson, toValue: (row) => drop(row, 'personId'), keeps: ['personId'] },
	{ kind: 'office', table: committeeOffice },
	{
		kind: 'role',
		table: committeeRole,
		toColumns: (value, code) => {
			const [officeCode, personCode] = split(code);
			return { ...value, officeCode, personCode };
		},
		toValue: (row) => drop(row, 'officeCode', 'personCode'),
	},
	{
		kind: 'date',
		table: keyDate,
		toColumns: ({ at, on, until, call, window, ...value }, _, { zone }) => ({
			...value,
			localAt: at,
			localOn: on,
			localUntil: until,
			callSlug: call,
			windowEnd: window,
			...dateInstants({ at, on, until, ...value }, zone),
		}),
		toValue: ({ localAt, localOn, localUntil, callSlug, windowEnd, endsAt: _, ...row }) => ({
			...row,
			at: localAt,
			on: localOn,
			until: localUntil,
			call: callSlug,
			window: windowEnd,
		}),
	},
	{
		kind: 'session',
		table: programmeSession,
		toColumns: ({ on, until, track: trackCode, site: siteCode, room: roomId, after, ...value }) => ({
			...value,
			localOn: on,
			localUntil: until,
			trackCode,
			siteCode,
			roomCode: roomId === undefined ? undefined : `${siteCode}/${roomId}`,
			followsCode: after,
		}),
		toValue: ({ localOn, localUntil, trackCode, siteCode, roomCode, followsCode, ...row }) => ({
			...row,
			on: localOn,
			until: localUntil,
			track: trackCode,
			site: siteCode,
			room: text(roomCode) === undefined ? undefined : split(roomCode as string)[1],
			after: followsCode,
		}),
	},
	{ kind: 'past', table: pastEdition },
	{ kind: 'letter', table: letterText },
	{
		kind: 'outcome',
		table: outcome,
		toColumns: ({ on, ...value }) => ({ ...value, localOn: on }),
		toValue: ({ localOn, ...row }) => ({ ...row, on: localOn }),
	},
	{ kind: 'figure', table: outcomeFigure },
	{ kind: 'picture', table: outcomePicture },
	{ kind: 'page', table: page },
];
