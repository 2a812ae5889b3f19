import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { type RecordChange, same } from '../merge.ts';
import type { Records } from '../records.ts';
import { languagesChanged } from '../texts.ts';
import { staleTranslation } from './desk-tables.ts';

type Row = typeof staleTranslation.$inferSelect;

/**
 * Notes which texts are behind in one language since these changes, and forgets those that have caught up: the other
 * language changed too, or the first is again what it was. Three statements at most.
 */
export async function noteStaleTranslations(
	ctx: Context,
	editionId: string,
	before: Records,
	changes: readonly RecordChange[],
): Promise<void> {
	const keys = changes.map(({ key }) => key);
	if (keys.length === 0) return;
	const known = await ctx.db
		.select()
		.from(staleTranslation)
		.where(and(eq(staleTranslation.editionId, editionId), inArray(staleTranslation.key, keys)));
	const rows: Row[] = [];
	for (const { key, value } of changes) {
		const was = before[key];
		const own = new Map(known.filter((row) => row.key === key).map((row) => [row.path, row]));
		if (was && value) {
			for (const text of languagesChanged(was, value))
				follow(own, text, { editionId, key, at: ctx.clock.edition.now() });
			rows.push(...own.values());
		}
	}
	if (known.length > 0) {
		await ctx.db
			.delete(staleTranslation)
			.where(and(eq(staleTranslation.editionId, editionId), inArray(staleTranslation.key, keys)));
	}
	if (rows.length > 0) await ctx.db.insert(staleTranslation).values(rows);
}

function follow(
	own: Map<string, Row>,
	{ path, languages, before, after }: ReturnType<typeof languagesChanged>[number],
	about: { editionId: string; key: string; at: number },
): void {
	const known = own.get(path);
	const [changed, second] = languages;
	if (changed === undefined || second !== undefined || (known && known.changed !== changed)) {
		own.delete(path);
		return;
	}
	const was = known?.was ?? before[changed as Locale];
	if (same(was, after[changed])) own.delete(path);
	else own.set(path, { ...about, path, changed, was });
}
