import { eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { bundleOf, callRecord, type Records, splitKey } from '../records.ts';
import { demandNotClosed } from './frozen.ts';
import type { CallsDoor } from './import-bundle.ts';
import { type EditionRow, readRecords } from './store.ts';
import { edition } from './tables.ts';

/**
 * The row of an edition that may be changed, held until the end of the transaction: `update` by whoever publishes, one
 * after the other; `share` by those who only need that nobody publishes meanwhile.
 * @throws Refusal `not-found`, `closed` (`edition-closed`)
 */
export async function holdEdition(ctx: Context, editionId: string, how: 'update' | 'share'): Promise<EditionRow> {
	const [row] = await ctx.db.select().from(edition).where(eq(edition.id, editionId)).for(how);
	if (!row) throw notFound();
	demandNotClosed(row);
	return row;
}

/**
 * Organisations and series are shared by editions: whoever is going to change one waits for others who do, from any
 * edition, before reading it. Taken after the edition's row, held until the end of the transaction.
 */
export async function holdShared(ctx: Context, keys: Iterable<string>): Promise<void> {
	if (![...keys].some((key) => ['organisation', 'series'].includes(splitKey(key).kind))) return;
	await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('shared-records'))`);
}

/** What an edition says at present, its calls included. A fixed number of queries. */
export async function publishedRecords(
	ctx: Context,
	row: EditionRow,
	calls: Pick<CallsDoor, 'read'>,
): Promise<Records> {
	const records = await readRecords(ctx, row);
	const { tracks } = bundleOf(records);
	for (const call of await calls.read(ctx, row.id)) records[`call/${call.slug}`] = callRecord(call, tracks);
	return records;
}
