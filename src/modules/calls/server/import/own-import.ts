import { and, eq, getTableColumns } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { ImportedRow } from '../../import-row.ts';
import { applicationImport } from '../list-tables.ts';
import { callsIn, type StoredCall } from '../stored-call.ts';
import { callSubject, requirePerson } from '../subject.ts';

/** A file of applications that was read, without its rows, which are megabytes. */
export type ReadFile = Omit<typeof applicationImport.$inferSelect, 'rows'>;
const { rows: _, ...columns } = getTableColumns(applicationImport);

/** The call of this desk, for whoever may enter applications there. @throws Refusal `not-found`, `forbidden` */
export async function importCall(
	ctx: Context,
	actor: Actor,
	desk: string,
	is: (stored: StoredCall) => boolean,
): Promise<StoredCall> {
	const stored = (await callsIn(ctx, desk)).find(is);
	if (!stored || (actor.kind === 'person' && actor.seenBy)) throw notFound();
	demand(ctx, actor, 'application.enter', callSubject(stored));
	return stored;
}

/** A file that this person has read. @throws Refusal `not-found` for another's */
export async function ownImport(
	ctx: Context,
	actor: Actor,
	input: { desk: string; import: string },
	lock = false,
): Promise<ReadFile> {
	const personId = requirePerson(actor);
	const query = ctx.db
		.select(columns)
		.from(applicationImport)
		.where(
			and(
				eq(applicationImport.id, input.import),
				eq(applicationImport.desk, input.desk),
				eq(applicationImport.personId, personId),
			),
		);
	const [found] = await (lock ? query.for('update') : query);
	if (!found) throw notFound();
	return found;
}

/** The same by its id, locked: for a job. Undefined when it is no longer there. */
export async function lockedImport(ctx: Context, id: string): Promise<ReadFile | undefined> {
	const [found] = await ctx.db
		.select(columns)
		.from(applicationImport)
		.where(eq(applicationImport.id, id))
		.for('update');
	return found;
}

/** What such a file holds. */
export async function importedRows(ctx: Context, id: string): Promise<ImportedRow[]> {
	const [found] = await ctx.db
		.select({ rows: applicationImport.rows })
		.from(applicationImport)
		.where(eq(applicationImport.id, id));
	return found?.rows ?? [];
}
