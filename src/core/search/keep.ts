import { and, asc, eq, inArray, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { minute } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { loadSegmentation } from '#core/segmentation/index.ts';
import { bigrams, spaced, type WordCutter } from './lexemes.ts';
import type { SearchDocument, SearchSource, SearchSources } from './sources.ts';
import { searchDocument, searchDue } from './tables.ts';

/** By which rules the words of a document are made: whoever changes them raises it, and everything is read anew. */
const version = 1;
/** What of a text is indexed, in characters: a vector of PostgreSQL holds a megabyte at most. */
const mostIndexed = 40_000;
const channel = 'search';

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

async function markDue(ctx: Context, source: string, subjects: readonly string[]): Promise<void> {
	if (subjects.length === 0) return;
	const since = ctx.clock.process.now();
	const rows = [...new Set(subjects)].map((subject) => ({ source, subject, since }));
	// So many at a time that a statement holds their parameters.
	for (let from = 0; from < rows.length; from += 5000) {
		await ctx.db
			.insert(searchDue)
			.values(rows.slice(from, from + 5000))
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

/**
 * Reads anew what changed, one thing in one transaction. What fails is tried again, later and later.
 * @returns how many things were read
 */
export async function refreshSearch(ctx: Context, sources: SearchSources): Promise<number> {
	let done = 0;
	while (await refreshOne(ctx, sources)) done += 1;
	return done;
}

async function refreshOne(ctx: Context, sources: SearchSources): Promise<boolean> {
	const now = ctx.clock.process.now();
	const named: { source?: string; subject?: string } = {};
	try {
		return await transaction(ctx, async (tx) => {
			const [row] = await tx.db
				.select({ source: searchDue.source, subject: searchDue.subject })
				.from(searchDue)
				.where(or(isNull(searchDue.retryAt), lte(searchDue.retryAt, now)))
				.orderBy(asc(searchDue.since), asc(searchDue.source), asc(searchDue.subject))
				.limit(1)
				.for('update', { skipLocked: true });
			if (!row) return false;
			Object.assign(named, row);
			const source = sources[row.source];
			if (source) await replace(tx, row.source, source, row.subject);
			await tx.db.delete(searchDue).where(and(eq(searchDue.source, row.source), eq(searchDue.subject, row.subject)));
			return true;
		});
	} catch (error) {
		if (named.source === undefined || named.subject === undefined) throw error;
		ctx.log.error('search-not-kept', { ...named, error });
		await ctx.db
			.update(searchDue)
			.set({
				attempts: sql`${searchDue.attempts} + 1`,
				retryAt: sql`to_timestamp(${(now + minute) / 1000}::float8) + least(${searchDue.attempts}, 60) * interval '1 minute'`,
			})
			.where(and(eq(searchDue.source, named.source), eq(searchDue.subject, named.subject)));
		return true;
	}
}

/**
 * Reads everything anew: after a restore, a change of the rules, a doubt. Searches go on meanwhile.
 * @returns how many things and how many documents were read
 */
export async function rebuildSearch(
	ctx: Context,
	sources: SearchSources,
	progress: (done: number, of: number) => void = () => undefined,
): Promise<{ subjects: number; documents: number }> {
	const known: [name: string, source: SearchSource, subject: string][] = [];
	for (const [name, source] of Object.entries(sources)) {
		const subjects = await source.subjects(ctx);
		for (const subject of subjects) known.push([name, source, subject]);
		// What is public no more goes; what nobody knows any more too.
		await ctx.db
			.delete(searchDocument)
			.where(
				and(
					eq(searchDocument.source, name),
					subjects.length > 0 ? sql`not (${searchDocument.subject} = any(${sql.param(subjects)}::text[]))` : sql`true`,
				),
			);
	}
	const names = Object.keys(sources);
	await ctx.db.delete(searchDocument).where(names.length > 0 ? notInArray(searchDocument.source, names) : sql`true`);
	let documents = 0;
	for (const [done, [name, source, subject]] of known.entries()) {
		progress(done, known.length);
		documents += await transaction(ctx, (tx) => replace(tx, name, source, subject));
	}
	return { subjects: known.length, documents };
}

/** At the start of a process that works: where documents of these rules are missing altogether, everything is read anew. */
export async function ensureSearch(ctx: Context, sources: SearchSources): Promise<void> {
	const [known] = await ctx.db
		.select({ version: searchDocument.version })
		.from(searchDocument)
		.orderBy(asc(searchDocument.version))
		.limit(1);
	if (known?.version === version) return;
	for (const [name, source] of Object.entries(sources)) await markDue(ctx, name, await source.subjects(ctx));
}

async function replace(ctx: Context, name: string, source: SearchSource, subject: string): Promise<number> {
	const documents = await source.documents(ctx, subject);
	await ctx.db.delete(searchDocument).where(and(eq(searchDocument.source, name), eq(searchDocument.subject, subject)));
	const once = new Map(documents.map((one) => [`${one.locale} ${one.path}`, one]));
	if (once.size === 0) return 0;
	const cutter = await loadSegmentation(ctx.log);
	await ctx.db.insert(searchDocument).values([...once.values()].map((one) => rowOf(name, subject, one, cutter)));
	return once.size;
}

function rowOf(source: string, subject: string, one: SearchDocument, cutter: WordCutter) {
	const { locale, path, kind, title, lead = '', body, context = '', at, zone } = one;
	const read = body.slice(0, mostIndexed);
	const part = (text: string, weight: 'A' | 'B' | 'C') =>
		sql`setweight(to_tsvector('english', ${spaced(text, cutter)}::text), ${sql.raw(`'${weight}'`)})`;
	const pairs = bigrams(`${title}\n${lead}\n${read}`);
	return {
		...{
			source,
			subject,
			locale,
			path,
			kind,
			title,
			lead,
			body: read,
			context,
			at: at ?? null,
			zone: zone ?? null,
			version,
		},
		words: sql`${part(title, 'A')} || ${part(lead, 'B')} || ${part(read, 'C')} || array_to_tsvector(${sql.param(pairs)}::text[])`,
	};
}
