import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { loadSegmentation } from '#core/segmentation/index.ts';
import { wordsVersion, writeDocuments } from './documents.ts';
import type { SearchSource, SearchSources } from './sources.ts';
import { searchDocument, searchDue } from './tables.ts';

const channel = 'search';
/** So many rows at a time that a statement holds their parameters. */
const mostRows = 5000;

/**
 * Says that things changed, in the caller's transaction: from its commit on nothing is found of what they said before,
 * and soon after what they say now. Three statements, however many there are.
 */
export async function searchChanged(ctx: Context, source: string, subjects: string | readonly string[]): Promise<void> {
	const all = typeof subjects === 'string' ? [subjects] : [...subjects].sort();
	if (all.length === 0) return;
	// First the line by which whoever reads one anew holds it: both ways round, the two would wait for each other.
	await markDue(ctx, source, all);
	await ctx.db
		.delete(searchDocument)
		.where(and(eq(searchDocument.source, source), inArray(searchDocument.subject, all)));
	await ctx.database.notify(ctx.db, channel);
}

/** Has things read anew; what is found of them stays until then. */
export async function markDue(ctx: Context, source: string, subjects: readonly string[]): Promise<void> {
	const since = ctx.clock.process.now();
	const rows = [...new Set(subjects)].sort().map((subject) => ({ source, subject, since }));
	for (let from = 0; from < rows.length; from += mostRows) {
		await ctx.db
			.insert(searchDue)
			.values(rows.slice(from, from + mostRows))
			.onConflictDoUpdate({
				target: [searchDue.source, searchDue.subject],
				set: { since, attempts: 0, retryAt: null },
			});
	}
}

/** Calls `wake` when something changed in any process. */
export function onSearchChanged(ctx: Context, wake: () => void): Promise<void> {
	return ctx.database.listen(channel, wake);
}

/** At the start of a process that works: where documents of these rules are missing altogether, everything is read anew. */
export async function ensureSearch(ctx: Context, sources: SearchSources): Promise<void> {
	const [known] = await ctx.db
		.select({ version: searchDocument.version })
		.from(searchDocument)
		.orderBy(asc(searchDocument.version))
		.limit(1);
	if (known?.version === wordsVersion) return;
	for (const [name, source] of Object.entries(sources)) await markDue(ctx, name, await source.subjects(ctx));
}

/** What a thing says now in the place of what it said; the caller holds its line in `search_due`. @returns how many documents */
export async function replaceDocuments(
	ctx: Context,
	name: string,
	source: SearchSource,
	subject: string,
): Promise<number> {
	const documents = await source.documents(ctx, subject);
	await ctx.db.delete(searchDocument).where(and(eq(searchDocument.source, name), eq(searchDocument.subject, subject)));
	const once = [...new Map(documents.map((one) => [`${one.locale} ${one.path}`, one])).values()];
	if (once.length > 0) await writeDocuments(ctx, name, subject, once, await loadSegmentation(ctx.log));
	return once.length;
}
