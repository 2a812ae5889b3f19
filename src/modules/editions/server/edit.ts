import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { type RecordChange, same } from '../merge.ts';
import { plain, type Records, type RecordValue, splitKey } from '../records.ts';
import { checkRecords } from './check-records.ts';
import { linkPersons } from './persons.ts';
import { announceChanges, readRecords, writeRecords } from './store.ts';
import { editionSubject } from './subject.ts';
import { edition } from './tables.ts';

/** A change in the desk: the record under this key becomes `value`, or goes (`null`). */
export interface Edit {
	/** As in the bundle's records: `page/about`, `track/T6`, `edition`. Calls are edited in their own module. */
	key: string;
	value: RecordValue | null;
}

/**
 * Changes what the public site of an edition says. The edition as a whole must be as sound afterwards as it was before,
 * by the same rules as for files. Nothing happens when nothing is different.
 * @returns whether anything changed
 * @throws Refusal `invalid` with problems whose path is that of the record's fields
 */
export async function edit(ctx: Context, actor: Actor, editionId: string, ...edits: Edit[]): Promise<boolean> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	return transaction(ctx, async (tx) => {
		const [row] = await tx.db.select().from(edition).where(eq(edition.id, editionId)).for('update');
		if (!row) throw notFound();
		const before = await readRecords(tx, row);
		const changes = edits.flatMap((one) => changeOf(before, one) ?? []);
		if (changes.length === 0) return false;
		const after: Records = { ...before };
		for (const { key, value } of changes) {
			if (value) after[key] = value;
			else delete after[key];
		}
		demandSound(before, after);
		await writeRecords(tx, row, after, changes);
		await linkPersons(tx, actor, editionId);
		const keys = changes.map(({ key }) => key).filter((key) => !['person', 'role'].includes(splitKey(key).kind));
		await record(tx, actor, {
			action: 'edit',
			subject: { type: 'edition', id: editionId },
			scope: editionId,
			data: { keys, count: changes.length },
		});
		await announceChanges(
			tx,
			editionId,
			changes.map((change) => change.key),
		);
		return true;
	});
}

function changeOf(before: Records, { key, value }: Edit): RecordChange | undefined {
	const { kind } = splitKey(key);
	// The slug is in addresses that people hold, and a call is edited where its applications are known.
	const frozen = kind === 'edition' && value?.slug !== before.edition?.slug;
	if (kind === 'call' || kind === 'series' || frozen) throw invalid([{ path: key, code: 'not-editable-here' }]);
	const from = before[key];
	const to = value === null ? undefined : plain(value);
	if (same(from, to)) return undefined;
	return {
		key,
		kind: to === undefined ? 'remove' : from === undefined ? 'add' : 'change',
		value: to,
		fields: [{ path: '', from, to }],
	};
}

/** Refuses what is wrong only since the change: calls are not among the records, so what points at them looks broken on both sides. */
function demandSound(before: Records, after: Records): void {
	const known = new Set(checkRecords(before).errors.map((error) => JSON.stringify([error.code, error.params])));
	const fresh = checkRecords(after).errors.filter((error) => !known.has(JSON.stringify([error.code, error.params])));
	if (fresh.length > 0) {
		throw invalid(fresh.map(({ part, path, code, params }) => ({ path: [part, ...path].join('.'), code, params })));
	}
}
