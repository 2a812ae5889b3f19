import type pg from 'pg';

/** A foreign key that does not hold: only possible when rows were changed past the database's guards, or a disk failed. */
export interface BrokenReference {
	table: string;
	columns: string[];
	refersTo: string;
	/** How many rows refer to nothing, and the first of them as text. */
	count: number;
	example: string;
}

interface Key {
	name: string;
	table: string;
	columns: string[];
	other: string;
	otherColumns: string[];
	[field: string]: unknown;
}

/** Looks every foreign key of our tables up again, row by row. */
export async function brokenReferences(
	client: Pick<pg.Pool, 'query'>,
): Promise<{ keys: number; broken: BrokenReference[] }> {
	const names = (numbers: string, table: string) =>
		`(select array_agg(quote_ident(a.attname)::text order by position) from unnest(${numbers}) with ordinality as n(number, position)
			join pg_attribute a on a.attrelid = ${table} and a.attnum = n.number)`;
	const { rows: keys } = await client.query<Key>(
		`select conname as name, conrelid::regclass::text as table, confrelid::regclass::text as other,
			${names('conkey', 'conrelid')} as columns, ${names('confkey', 'confrelid')} as "otherColumns"
		from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 2, 1`,
	);
	const broken: BrokenReference[] = [];
	for (const key of keys) {
		const set = key.columns.map((column) => `r.${column} is not null`).join(' and ');
		const same = key.columns.map((column, index) => `o.${key.otherColumns[index]} = r.${column}`).join(' and ');
		const { rows } = await client.query<{ count: number; example: string | null }>(
			`select count(*)::int as count, min(concat_ws(', ', ${key.columns.map((column) => `r.${column}`).join(', ')})) as example
			from ${key.table} r where ${set} and not exists (select from ${key.other} o where ${same})`,
		);
		const [found] = rows;
		if (found && found.count > 0) {
			broken.push({
				table: key.table,
				columns: key.columns,
				refersTo: key.other,
				count: found.count,
				example: found.example ?? '',
			});
		}
	}
	return { keys: keys.length, broken };
}
