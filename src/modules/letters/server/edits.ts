import { inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { letterEdit } from './tables.ts';

export type LetterEdit = typeof letterEdit.$inferSelect;

/** The wordings that were written for single ones of these letters, by determination. One query. */
export async function editsOf(ctx: Context, determinations: readonly string[]): Promise<Map<string, LetterEdit>> {
	const rows = await ctx.db
		.select()
		.from(letterEdit)
		.where(inArray(letterEdit.determinationId, determinations.length > 0 ? [...determinations] : ['']));
	return new Map(rows.map((row) => [row.determinationId, row]));
}
