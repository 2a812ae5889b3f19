import { count, eq, ne, and } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { type SourceFields, sourceSchema } from '../../headlines/source.ts';
import { headline, headlineSource } from '../headline-tables.ts';
import { headlineScope } from './keep-feed.ts';
import { headlineSubject } from './subject.ts';
import { headlineChannel } from './work.ts';

const mostSources = 60;

/**
 * Reads what was typed of a source.
 * @throws Refusal `invalid`: codes `required`, `no-web-address`, `no-slug`, `wrong` at the path of the field
 */
export function readSource(input: unknown): SourceFields {
	const read = sourceSchema.safeParse(input);
	if (read.success) return read.data;
	const problems = read.error.issues.map((issue): Problem => {
		const path = issue.path.join('.');
		if (path === 'feed' || path === 'homepage') return { path, code: 'no-web-address' };
		if (path.startsWith('topics')) return { path: 'topics', code: 'no-slug' };
		return { path, code: path.startsWith('name') ? 'required' : 'wrong' };
	});
	throw invalid([...new Map(problems.map((one) => [one.path, one])).values()]);
}

/**
 * Sets a source up; it is asked at once where feeds are fetched.
 * @returns its id
 * @throws Refusal as `demand`; `invalid` as `readSource`, `feed-taken` at `feed`; `conflict` (`too-many-sources`)
 */
export async function makeSource(ctx: Context, actor: Actor, input: unknown): Promise<string> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	const fields = readSource(input);
	const id = newId();
	await transaction(ctx, async (tx) => {
		const [all] = await tx.db.select({ n: count() }).from(headlineSource);
		if ((all?.n ?? 0) >= mostSources)
			throw new Refusal('conflict', 'too-many-sources', { params: { max: mostSources } });
		await demandFree(tx, fields.feed, id);
		const now = tx.clock.process.now();
		await tx.db.insert(headlineSource).values({ id, ...columnsOf(fields), madeAt: now, nextAt: now });
		await noted(tx, actor, 'make-headline-source', id, { host: new URL(fields.feed).host });
		await tx.database.notify(tx.db, headlineChannel);
	});
	return id;
}

/** Changes a source. Another feed is asked at once; what the old one told is forgotten. @throws Refusal as `makeSource`, `not-found` */
export async function changeSource(ctx: Context, actor: Actor, id: string, input: unknown): Promise<void> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	const fields = readSource(input);
	await transaction(ctx, async (tx) => {
		const [old] = await tx.db.select().from(headlineSource).where(eq(headlineSource.id, id)).for('update');
		if (!old) throw notFound();
		const isOther = old.feed !== fields.feed;
		if (isOther) {
			await demandFree(tx, fields.feed, id);
			await tx.db.delete(headline).where(eq(headline.sourceId, id));
		}
		const unknown = { etag: null, lastModified: null, movedTo: null, fault: null, faultStatus: null, failures: 0 };
		const never = { triedAt: null, succeededAt: null, leasedUntil: null };
		const now = tx.clock.process.now();
		await tx.db
			.update(headlineSource)
			.set({
				...columnsOf(fields),
				...(isOther ? { ...unknown, ...never, sample: false } : {}),
				...(isOther || (fields.active && !old.active) ? { nextAt: now } : {}),
			})
			.where(eq(headlineSource.id, id));
		await noted(tx, actor, 'change-headline-source', id, { host: new URL(fields.feed).host, active: fields.active });
		await bumpRevision(tx, headlineScope);
		await tx.database.notify(tx.db, headlineChannel);
	});
}

/** Ends a source, with what it told. @throws Refusal `not-found`, `forbidden`, `signed-out` */
export async function removeSource(ctx: Context, actor: Actor, id: string): Promise<void> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	await transaction(ctx, async (tx) => {
		const gone = await tx.db
			.delete(headlineSource)
			.where(eq(headlineSource.id, id))
			.returning({ feed: headlineSource.feed });
		if (!gone[0]) throw notFound();
		await noted(tx, actor, 'remove-headline-source', id, { host: new URL(gone[0].feed).host });
		await bumpRevision(tx, headlineScope);
	});
}

/**
 * Hides one headline, for good: from another source it is not shown either. Or shows it again.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function hideHeadline(
	ctx: Context,
	actor: Actor,
	input: { source: string; headline: string; hidden: boolean },
): Promise<void> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	await transaction(ctx, async (tx) => {
		const found = await tx.db
			.update(headline)
			.set({ hiddenAt: input.hidden ? tx.clock.process.now() : null })
			.where(and(eq(headline.id, input.headline), eq(headline.sourceId, input.source)))
			.returning({ id: headline.id });
		if (found.length === 0) throw notFound();
		const action = input.hidden ? 'hide-headline' : 'show-headline';
		await record(tx, actor, { action, subject: { type: 'headline', id: input.headline } });
		await bumpRevision(tx, headlineScope);
	});
}

function columnsOf({ homepage, attribution, credit, ...fields }: SourceFields) {
	return { ...fields, homepage: homepage ?? null, attribution: attribution ?? null, credit: credit ?? null };
}

async function demandFree(ctx: Context, feed: string, id: string): Promise<void> {
	const [taken] = await ctx.db
		.select({ id: headlineSource.id })
		.from(headlineSource)
		.where(and(eq(headlineSource.feed, feed), ne(headlineSource.id, id)));
	if (taken) throw invalid([{ path: 'feed', code: 'feed-taken' }]);
}

function noted(ctx: Context, actor: Actor, action: string, id: string, data: Record<string, unknown>) {
	return record(ctx, actor, { action, subject: { type: 'headline-source', id }, data });
}
