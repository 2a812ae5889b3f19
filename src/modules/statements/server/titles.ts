import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { statement, statementText } from './tables.ts';

/** The titles of released statements in their languages, as they stand now. One query. */
export async function titlesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, Record<string, string>>> {
	const found = new Map<string, Record<string, string>>();
	if (ids.length === 0) return found;
	const rows = await ctx.db
		.selectDistinctOn([statementText.statementId, statementText.locale], {
			id: statementText.statementId,
			locale: statementText.locale,
			title: statementText.title,
		})
		.from(statementText)
		.innerJoin(
			statement,
			and(eq(statement.id, statementText.statementId), eq(statement.currentVersion, statementText.version)),
		)
		.where(inArray(statementText.statementId, [...new Set(ids)]))
		.orderBy(statementText.statementId, statementText.locale, desc(statementText.printing));
	for (const { id, locale, title } of rows) found.set(id, { ...found.get(id), [locale]: title });
	return found;
}
