import { and, asc, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { dayOf } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { removeFiles, storeUpload } from '#core/files/index.ts';
import { newId } from '#core/ids/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { newReference } from '#modules/letters/reference.ts';
import { snapshotJob } from './job-names.ts';
import { bumpStatement, openStatement, scopeOf } from './load.ts';
import { renderSnapshot } from './render-snapshot.ts';
import { namedPublicly, signatoryColumns, type SignatoryRow } from './signatories.ts';
import { signature, statementSnapshot } from './signature-tables.ts';
import { statement } from './tables.ts';

/**
 * Has the list as it is now set as a PDF, in the background: its names are those that are public at this moment.
 * @returns its reference
 * @throws Refusal `conflict` (`not-released`, `snapshot-being-made`); `not-found`, `forbidden`
 */
export async function makeSnapshot(ctx: Context, actor: Actor, input: { statement: string }): Promise<string> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.release', { lock: true });
		if (row.currentVersion === null) throw new Refusal('conflict', 'not-released');
		const [open] = await tx.db
			.select({ id: statementSnapshot.id })
			.from(statementSnapshot)
			.where(
				and(
					eq(statementSnapshot.statementId, row.id),
					isNull(statementSnapshot.digest),
					isNull(statementSnapshot.fault),
					isNull(statementSnapshot.withheldAt),
				),
			)
			.limit(1);
		if (open) throw new Refusal('conflict', 'snapshot-being-made');
		const at = tx.clock.edition.now();
		const [last] = await tx.db
			.select({ upTo: sql<string | null>`max(${signature.position})` })
			.from(signature)
			.where(eq(signature.statementId, row.id));
		const id = newId();
		const reference = newReference(`statement-${dayOf(at, row.zone).slice(0, 4)}`);
		await tx.db.insert(statementSnapshot).values({
			id,
			statementId: row.id,
			version: row.currentVersion,
			reference,
			at,
			personId: personOf(actor) ?? null,
			upTo: Number(last?.upTo ?? 0),
			rehearsal: tx.clock.rehearsal,
		});
		await record(tx, actor, {
			action: 'snapshot',
			subject: { type: 'statement', id: row.id },
			scope: scopeOf(row),
			data: { snapshot: id, reference },
		});
		await tx.jobs.enqueue(tx, snapshotJob, { snapshot: id });
		return reference;
	});
}

/**
 * So many names are set at a time. Setting takes 110 MB and 20 MB more for each thousand of names, and each part leaves the
 * rest of its last page empty.
 */
const partSize = 5000;

/** Who was on the list when the snapshot was asked for, and still is: read in parts, none of them empty but an empty list's. */
async function* namesFor(
	ctx: Context,
	found: typeof statementSnapshot.$inferSelect,
	size: number,
): AsyncGenerator<SignatoryRow[]> {
	for (let after = 0; ; ) {
		const rows = await ctx.db
			.select(signatoryColumns)
			.from(signature)
			.where(and(namedPublicly(found.statementId), gt(signature.position, after), upToThen(found)))
			.orderBy(asc(signature.position))
			.limit(size);
		if (rows.length > 0 || after === 0) yield rows;
		const last = rows.at(-1);
		if (rows.length < size || !last) return;
		after = last.position;
	}
}

const upToThen = (found: typeof statementSnapshot.$inferSelect) =>
	and(lte(signature.position, found.upTo), lte(signature.publicAt, found.at));

/** How many of those were named, and how many not. One query. */
async function countFor(ctx: Context, found: typeof statementSnapshot.$inferSelect) {
	const [counted] = await ctx.db
		.select({
			named: sql<number>`(count(*) filter (where ${signature.isPublic}))::int`,
			anonymous: sql<number>`(count(*) filter (where not ${signature.isPublic}))::int`,
		})
		.from(signature)
		.where(and(eq(signature.statementId, found.statementId), eq(signature.state, 'public'), upToThen(found)));
	return { named: counted?.named ?? 0, anonymous: counted?.anonymous ?? 0 };
}

/**
 * Sets a snapshot and keeps it, unless a name on it was taken back meanwhile.
 * @param size how many names are set at a time
 */
export async function setSnapshot(ctx: Context, id: string, size = partSize): Promise<void> {
	const [found] = await ctx.db.select().from(statementSnapshot).where(eq(statementSnapshot.id, id));
	if (!found || found.digest !== null || found.withheldAt !== null) return;
	const [row] = await ctx.db.select().from(statement).where(eq(statement.id, found.statementId));
	if (!row) return;
	const { named, anonymous } = await countFor(ctx, found);
	const pdf = await renderSnapshot(ctx, {
		row,
		snapshot: found,
		named: namesFor(ctx, found, size),
		count: named,
		anonymous,
		origin: originOf(ctx.config),
	});
	// The bytes lie there before anything names them; a sweep finds those that nothing came to name.
	const stored = await ctx.files.put(pdf);
	await transaction(ctx, async (tx) => {
		const name = `${row.slug}-${dayOf(found.at, row.zone)}.pdf`;
		const file = await storeUpload(tx, { ...stored, name, mediaType: 'application/pdf' });
		const kept = await tx.db
			.update(statementSnapshot)
			.set({
				digest: stored.digest,
				fileId: file.id,
				named,
				anonymous,
				bytes: stored.bytes,
			})
			.where(and(eq(statementSnapshot.id, id), isNull(statementSnapshot.withheldAt)))
			.returning({ id: statementSnapshot.id });
		if (kept.length === 0) await removeFiles(tx, [file.id]);
		await bumpStatement(tx, row.id);
	});
}

export const snapshotHandlers: JobHandlers = {
	[snapshotJob]: async (ctx, data) => {
		const id = String(data.snapshot);
		try {
			await setSnapshot(ctx, id);
		} catch (error) {
			ctx.log.error('snapshot-not-set', { snapshot: id, error });
			const fault = String(error instanceof Error ? error.message : error).slice(0, 300);
			await ctx.db.update(statementSnapshot).set({ fault }).where(eq(statementSnapshot.id, id));
		}
	},
};

/**
 * Says where a snapshot was deposited.
 * @throws Refusal `invalid` at `doi` (`not-a-doi`); `not-found`, `forbidden`
 */
export async function noteDeposit(
	ctx: Context,
	actor: Actor,
	input: { statement: string; reference: string; doi: string },
): Promise<void> {
	const doi = input.doi.trim().replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:)/i, '');
	if (doi !== '' && !/^10\.\d{4,9}\/[^\s"<>]{1,200}$/.test(doi)) throw invalid([{ path: 'doi', code: 'not-a-doi' }]);
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.release', { lock: true });
		const changed = await tx.db
			.update(statementSnapshot)
			.set({ doi: doi || null })
			.where(and(eq(statementSnapshot.statementId, row.id), eq(statementSnapshot.reference, input.reference)))
			.returning({ id: statementSnapshot.id });
		if (changed.length === 0) throw notFound();
		await record(tx, actor, {
			action: 'deposit',
			subject: { type: 'statement', id: row.id },
			scope: scopeOf(row),
			data: { reference: input.reference, doi },
		});
		await bumpStatement(tx, row.id);
	});
}

/** Every snapshot for the desk, those that are being made and those that failed too. */
export async function snapshotsForDesk(ctx: Context, actor: Actor, input: { statement: string }) {
	const row = await openStatement(ctx, actor, input.statement, 'statement.read');
	return ctx.db
		.select()
		.from(statementSnapshot)
		.where(eq(statementSnapshot.statementId, row.id))
		.orderBy(desc(statementSnapshot.position))
		.limit(100);
}

/** The PDF of a snapshot that is given out; undefined for any other. One query, and the file. */
export async function snapshotFile(ctx: Context, input: { slug: string; reference: string }) {
	const [found] = await ctx.db
		.select({
			digest: statementSnapshot.digest,
			fileId: statementSnapshot.fileId,
			at: statementSnapshot.at,
			zone: statement.zone,
		})
		.from(statementSnapshot)
		.innerJoin(statement, eq(statement.id, statementSnapshot.statementId))
		.where(
			and(
				eq(statement.slug, input.slug),
				eq(statementSnapshot.reference, input.reference),
				isNull(statementSnapshot.withheldAt),
			),
		);
	if (!found?.digest || found.fileId === null) return undefined;
	const file = await ctx.files.get(found.digest);
	return file && { ...file, name: `${input.slug}-${dayOf(found.at, found.zone)}.pdf` };
}
