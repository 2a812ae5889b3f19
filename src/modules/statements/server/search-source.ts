import { and, eq, inArray } from 'drizzle-orm';
import type { SearchSource } from '#core/search/index.ts';
import { plainText } from '#core/text/markdown.ts';
import { inLocale } from '#core/i18n/index.ts';
import { organisationsById } from '#modules/editions/server/index.ts';
import { textsOfVersion } from './load.ts';
import { statement } from './tables.ts';

/** Under this name searches know statements. */
export const statementSearchName = 'statement';

/** Released statements as searches find them: their present texts. Who signed is searched on the statement's own page alone. */
export const statementSearch: SearchSource = {
	async subjects(ctx) {
		const rows = await ctx.db.select({ id: statement.id }).from(statement).where(eq(statement.state, 'released'));
		return rows.map(({ id }) => id);
	},
	async documents(ctx, id) {
		const [row] = await ctx.db.select().from(statement).where(eq(statement.id, id));
		if (row?.state !== 'released' || row.currentVersion === null) return [];
		const texts = await textsOfVersion(ctx, id, row.currentVersion);
		const publisher = (await organisationsById(ctx, [row.organisationId])).get(row.organisationId);
		return texts.map((text) => ({
			locale: text.locale,
			kind: 'statement' as const,
			path: `/statements/${row.slug}`,
			title: text.title,
			body: plainText(text.body),
			context: publisher ? inLocale(publisher.name, text.locale).text : undefined,
			at: row.releasedAt ?? undefined,
			zone: row.zone,
		}));
	},
	async stillPublic(ctx, ids) {
		const rows = await ctx.db
			.select({ id: statement.id })
			.from(statement)
			.where(and(eq(statement.state, 'released'), inArray(statement.id, [...ids])));
		return new Set(rows.map(({ id }) => id));
	},
};
