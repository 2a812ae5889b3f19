import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#core/refusal/index.ts';
import { application } from '../tables.ts';

/*
 * The order of a list and where a page of it begins: the value of the last row and its id, so that a page costs the same
 * wherever it lies, and what is handed in meanwhile moves nothing.
 */

export const deskSorts = ['number', 'title', 'people', 'track', 'state', 'submitted', 'changed'] as const;
export type DeskSort = (typeof deskSorts)[number];

/** By what it is sorted, and the type with which a cursor's value is compared. */
export interface ListOrder {
	column: SQL;
	type: SQL;
	isValid(key: string): boolean;
	/** No two rows have the same. */
	isUnique?: boolean;
	descending: boolean;
}

const isNumber = (key: string) => /^\d{1,9}$/.test(key);
const isText = () => true;
const isInstant = (key: string) =>
	/^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d$/.test(key) &&
	!Number.isNaN(Date.parse(`${key.replace(' ', 'T')}:00`));
const isJson = (key: string) => {
	try {
		JSON.parse(key);
		return key.length <= 2000;
	} catch {
		return false;
	}
};

const orders: Record<DeskSort, Omit<ListOrder, 'descending'>> = {
	number: { column: sql`${application.number}`, type: sql`int`, isValid: isNumber, isUnique: true },
	title: { column: sql`lower(${application.title})`, type: sql`text`, isValid: isText },
	people: { column: sql`lower(${application.people})`, type: sql`text`, isValid: isText },
	track: { column: sql`coalesce(${application.track}, '')`, type: sql`text`, isValid: isText },
	state: { column: sql`${application.state}`, type: sql`text`, isValid: isText },
	submitted: { column: sql`${application.submittedAt}`, type: sql`timestamptz`, isValid: isInstant },
	changed: { column: sql`${application.changedAt}`, type: sql`timestamptz`, isValid: isInstant },
};

/**
 * The order with this name.
 * @param fact the key of a fact to sort by instead: numbers as numbers, those without an answer first
 */
export function orderOf(sort: DeskSort, descending: boolean, fact?: string): ListOrder {
	if (fact === undefined) return { ...orders[sort], descending };
	const column = sql`coalesce(${application.facts} -> ${fact}, 'null'::jsonb)`;
	return { column, type: sql`jsonb`, isValid: isJson, descending };
}

/** Where the next page begins. */
export function writeCursor(key: string, id: string): string {
	return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** What lies after a cursor, of rows with a `key` and an `id`. @throws Refusal `invalid` (`bad-cursor`) */
export function afterCursor(cursor: string, order: ListOrder): SQL {
	const { key, id } = readCursor(cursor, order);
	const than = order.descending ? sql`<` : sql`>`;
	if (order.isUnique) return sql`key ${than} ${key}::${order.type}`;
	return sql`(key, id) ${than} (${key}::${order.type}, ${id})`;
}

function readCursor(cursor: string, order: ListOrder): { key: string; id: string } {
	try {
		const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
		if (typeof key !== 'string' || typeof id !== 'string') throw 0;
		if ((key + id).includes('\u0000') || !(key + id).isWellFormed() || !order.isValid(key)) throw 0;
		return { key, id };
	} catch {
		throw new Refusal('invalid', 'bad-cursor');
	}
}
