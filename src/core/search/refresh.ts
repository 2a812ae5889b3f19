import { and, asc, count, eq, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { minute } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { markDue, replaceDocuments } from './keep.ts';
import type { SearchSources } from './sources.ts';
import { searchDocument, searchDue } from './tables.ts';

/** So many things are read in one transaction; who changes one of them waits for it. */
const batch = 20;

interface Read {
	subjects: number;
	documents: number;
}

/**
 * Reads anew what changed. What can't be read holds up nothing else and is tried again, later and later.
 * @returns how many things were read, and how many documents they have
 */
export async function refreshSearch(
	ctx: Context,
	sources: SearchSources,
	progress: (done: number) => void = () => undefined,
): Promise<Read> {
	const done: Read = { subjects: 0, documents: 0 };
	for (;;) {
		const read = await readSome(ctx, sources, batch).catch(() => readOne(ctx, sources));
		if (!read) return done;
		done.subjects += read.subjects;
		done.documents += read.documents;
		progress(done.subjects);
	}
}

/**
 * Reads everything anew: after a restore, a change of the rules, a doubt. Searches go on meanwhile, and what changes
 * meanwhile is read as it is then.
 */
export async function rebuildSearch(
	ctx: Context,
	sources: SearchSources,
	progress: (done: number, of: number) => void = () => undefined,
): Promise<Read> {
	const names = Object.keys(sources);
	await ctx.db.delete(searchDocument).where(names.length > 0 ? notInArray(searchDocument.source, names) : sql`true`);
	for (const [name, source] of Object.entries(sources)) {
		const subjects = await source.subjects(ctx);
		const known = sql`${searchDocument.subject} = any(${sql.param(subjects)}::text[])`;
		// What is public no more goes; what nobody knows any more too.
		await ctx.db.delete(searchDocument).where(and(eq(searchDocument.source, name), sql`not (${known})`));
		await markDue(ctx, name, subjects);
	}
	const [waiting] = await ctx.db.select({ count: count() }).from(searchDue);
	const of = waiting?.count ?? 0;
	// A worker beside us may read some of them.
	return refreshSearch(ctx, sources, (done) => progress(Math.min(done, of), of));
}

/** Things that wait, held until the end of the transaction; another process takes others. */
async function hold(ctx: Context, most: number): Promise<{ source: string; subject: string }[]> {
	return ctx.db
		.select({ source: searchDue.source, subject: searchDue.subject })
		.from(searchDue)
		.where(or(isNull(searchDue.retryAt), lte(searchDue.retryAt, ctx.clock.process.now())))
		.orderBy(asc(searchDue.since), asc(searchDue.source), asc(searchDue.subject))
		.limit(most)
		.for('update', { skipLocked: true });
}

/** @returns undefined when nothing waits @throws whatever a source throws; then nothing was read */
async function readSome(ctx: Context, sources: SearchSources, most: number): Promise<Read | undefined> {
	return transaction(ctx, async (tx) => {
		const rows = await hold(tx, most);
		if (rows.length === 0) return undefined;
		const reading = { ...tx, remember: rememberBriefly() };
		let documents = 0;
		for (const { source: name, subject } of rows) {
			const source = sources[name];
			if (source) documents += await replaceDocuments(reading, name, source, subject);
			await tx.db.delete(searchDue).where(and(eq(searchDue.source, name), eq(searchDue.subject, subject)));
		}
		return { subjects: rows.length, documents };
	});
}

/** One thing by itself, after a failure among several: it is read, or put off. */
async function readOne(ctx: Context, sources: SearchSources): Promise<Read | undefined> {
	const named: { source?: string; subject?: string } = {};
	const noting = Object.fromEntries(
		Object.entries(sources).map(([name, source]) => [
			name,
			{
				...source,
				documents: (inner: Context, subject: string) => {
					Object.assign(named, { source: name, subject });
					return source.documents(inner, subject);
				},
			},
		]),
	);
	try {
		return await readSome(ctx, noting, 1);
	} catch (error) {
		if (named.source === undefined || named.subject === undefined) throw error;
		ctx.log.error('search-not-kept', { ...named, error });
		const now = ctx.clock.process.now();
		await ctx.db
			.update(searchDue)
			.set({
				attempts: sql`${searchDue.attempts} + 1`,
				retryAt: sql`to_timestamp(${(now + minute) / 1000}::float8) + least(${searchDue.attempts}, 60) * interval '1 minute'`,
			})
			.where(and(eq(searchDue.source, named.source), eq(searchDue.subject, named.subject)));
		return { subjects: 0, documents: 0 };
	}
}

/** What things of one transaction have in common (an edition, a publisher) is read once; all of it is what is public now. */
function rememberBriefly(): NonNullable<Context['remember']> {
	const memory = new Map<string, Promise<unknown>>();
	return <T>(key: string, load: () => Promise<T>) => {
		const known = memory.get(key) as Promise<T> | undefined;
		if (known) return known;
		const fresh = load();
		memory.set(key, fresh);
		return fresh;
	};
}
