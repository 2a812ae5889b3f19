import type { PgColumn } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';

/**
 * Puts one person in the place of another in columns that say no more than that it was he: who wrote, decided, planned. Most of
 * what merging and erasing does is this; what such a row says besides is for its module. One statement for each column, in
 * their order.
 * @param into null for nobody: the column may be empty
 */
export async function setPerson(
	ctx: Pick<Context, 'db'>,
	columns: readonly PgColumn[],
	from: string,
	into: string | null,
): Promise<void> {
	for (const column of columns) {
		await ctx.db.execute(
			sql`update ${column.table} set ${sql.identifier(column.name)} = ${into} where ${column} = ${from}`,
		);
	}
}
