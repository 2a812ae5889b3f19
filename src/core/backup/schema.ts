import type pg from 'pg';

/** A table as the database has it. Names are quoted where PostgreSQL needs it. */
export interface FoundTable {
	name: string;
	columns: string[];
	/** What its rows are put in order by: the primary key, texts by their bytes whatever the database's collation. */
	order: string;
}

/** All tables of the schema `public`, by name. */
export async function findTables(client: pg.ClientBase): Promise<FoundTable[]> {
	const { rows } = await client.query<{ name: string; columns: string[]; key: string[] | null }>(`
		select quote_ident(c.relname) as name,
			array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '') as columns,
			(select array_agg(quote_ident(k.attname) || case when k.attcollation <> 0 then ' collate "C"' else '' end order by position)
				from pg_index i, unnest(i.indkey::int2[]) with ordinality as keys(number, position), pg_attribute k
				where i.indrelid = c.oid and i.indisprimary and k.attrelid = c.oid and k.attnum = number) as key
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
		group by c.oid, c.relname order by c.relname collate "C"`);
	return rows.map((row) => {
		if (!row.key) throw new Error(`the table ${row.name} has no primary key, so its rows have no order`);
		return { name: row.name, columns: row.columns, order: row.key.join(', ') };
	});
}

/** How COPY writes values depends on these; all of them are what they are here. */
export async function settleOutput(client: pg.ClientBase): Promise<void> {
	await client.query(
		`set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
		set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`,
	);
}

/** Last values of the sequences that have been used. Sequences know no snapshot: read after it they are never too low. */
export async function readSequences(client: pg.ClientBase): Promise<{ name: string; value: string }[]> {
	const { rows } = await client.query<{ name: string; value: string }>(
		`select quote_ident(sequencename) as name, last_value::text as value from pg_sequences
		where schemaname = 'public' and last_value is not null order by sequencename collate "C"`,
	);
	return rows;
}

export interface ForeignKey {
	table: string;
	name: string;
	definition: string;
}

/** All foreign keys between our tables. */
export async function findForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
	const { rows } = await client.query<ForeignKey>(
		`select quote_ident(c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
		from pg_constraint k join pg_class c on c.oid = k.conrelid
		where k.contype = 'f' and c.relnamespace = 'public'::regnamespace order by c.relname, k.conname`,
	);
	return rows;
}

/** The tables of ours that hold a row. */
export async function tablesWithRows(client: pg.ClientBase): Promise<string[]> {
	const filled: string[] = [];
	for (const { name } of await findTables(client)) {
		const { rows } = await client.query(`select exists (select from public.${name}) as filled`);
		if (rows[0].filled) filled.push(name);
	}
	return filled;
}
