import { sql } from 'drizzle-orm';
import { type Db, many } from '#core/database/connection.ts';
import type { PersonColumn, PersonData } from './person-data.ts';

/**
 * Every column of the database that refers to a person: by a foreign key to `person`, or by its name (`person_id`,
 * `reviewer_person_id`). Read from the catalogue, so that a forgotten table is seen.
 */
export async function personColumns(db: Db): Promise<PersonColumn[]> {
	const rows = await many<{ name: PersonColumn }>(
		db,
		sql`select c.relname || '.' || a.attname as name
			from pg_class c
			join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
			where c.relkind in ('r', 'p') and n.nspname = 'public'
			and (
				a.attname ~ '(^|_)person_ids?$'
				or exists (
					select 1 from pg_constraint k
					where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any (k.conkey) and k.confrelid = to_regclass('public.person')
				)
			)
			order by 1`,
	);
	return rows.map((row) => row.name);
}

export interface Gap {
	column: PersonColumn;
	/** `unknown`: no part names the column; the others: a part names it, but its operation never touches the table. */
	missing: 'unknown' | 'export' | 'merge' | 'erase';
}

/**
 * What the parts do not cover. A part's word is not enough: `statements` runs an operation for a person (who need not
 * exist) and answers the SQL that was sent; each operation must at least name the table.
 */
export async function uncovered(
	columns: readonly PersonColumn[],
	parts: readonly PersonData[],
	statements: (part: PersonData, operation: 'export' | 'merge' | 'erase') => Promise<readonly string[]>,
): Promise<Gap[]> {
	const gaps: Gap[] = [];
	const sent = new Map<string, Promise<readonly string[]>>();
	const of = (part: PersonData, operation: 'export' | 'merge' | 'erase') => {
		const key = `${operation} ${part.name}`;
		const known = sent.get(key) ?? statements(part, operation);
		sent.set(key, known);
		return known;
	};
	for (const column of columns) {
		const part = parts.find((candidate) => candidate.columns.includes(column));
		if (!part) {
			gaps.push({ column, missing: 'unknown' });
			continue;
		}
		const table = column.slice(0, column.indexOf('.'));
		const names = new RegExp(`\\b${table}\\b`);
		for (const operation of ['export', 'merge', 'erase'] as const) {
			const found = (await of(part, operation)).some((text) => names.test(text));
			if (!found) gaps.push({ column, missing: operation });
		}
	}
	return gaps;
}
