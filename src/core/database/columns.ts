import { customType } from 'drizzle-orm/pg-core';
import type { Bilingual } from '#core/i18n/index.ts';

/** Reads PostgreSQL's `2021-10-15 16:00:00.5+00` (sessions run in UTC). */
function parseInstant(text: string): number {
	const parsed = Date.parse(`${text.replace(' ', 'T')}${/[+-]\d\d$/.test(text) ? ':00' : ''}`);
	if (Number.isNaN(parsed)) throw new Error(`not an instant: ${text}`);
	return parsed;
}

/** A column that holds an instant, read and written as epoch milliseconds. */
export const instant = customType<{ data: number; driverData: string }>({
	dataType: () => 'timestamp (3) with time zone',
	fromDriver: (value) => parseInstant(String(value)),
	toDriver: (value) => new Date(value).toISOString(),
});

/** A column that holds a text in both languages; one may be missing (`{en: '…'}`). */
export const bilingual = customType<{ data: Partial<Bilingual>; driverData: string }>({
	dataType: () => 'jsonb',
	fromDriver: (value) => (typeof value === 'string' ? JSON.parse(value) : value) as Partial<Bilingual>,
	toDriver: (value) => JSON.stringify(value),
});

/** A column that holds a SHA-256 digest as 64 hexadecimal characters. */
export const digest = customType<{ data: string }>({ dataType: () => 'char(64)' });
