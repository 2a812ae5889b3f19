import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bundle } from '../bundle/index.ts';
import { bundleOf, callRecord } from '../records.ts';
import type { CallsDoor } from './import-bundle.ts';
import { readRecords } from './store.ts';
import { edition } from './tables.ts';

/**
 * The edition in the database as a bundle; undefined when there is none with this slug.
 * @param options.still inside a transaction: nobody changes the edition until its end
 */
export async function bundleFromDatabase(
	ctx: Context,
	slug: string,
	calls: Pick<CallsDoor, 'read'>,
	options: { still?: boolean } = {},
): Promise<{ editionId: string; bundle: Bundle; closedAt: number | null } | undefined> {
	const query = ctx.db.select().from(edition).where(eq(edition.slug, slug));
	// Every change of an edition locks this row.
	const [row] = await (options.still ? query.for('share') : query);
	if (!row) return undefined;
	const records = await readRecords(ctx, row);
	const { tracks } = bundleOf(records);
	for (const call of await calls.read(ctx, row.id)) records[`call/${call.slug}`] = callRecord(call, tracks);
	return { editionId: row.id, bundle: bundleOf(records), closedAt: row.closedAt };
}
