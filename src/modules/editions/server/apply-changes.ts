import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import type { HistoryKind } from '../editing.ts';
import type { RecordChange } from '../merge.ts';
import { applied } from '../overlay.ts';
import { type Records, splitKey } from '../records.ts';
import type { CallsDoor } from './import-bundle.ts';
import { linkPersons } from './persons.ts';
import { recordChange } from './record-change.ts';
import { asProblems, newProblems } from './record-problems.ts';
import { announceChanges, type EditionRow, writeRecords } from './store.ts';

export interface ApplyOptions {
	kind: Exclude<HistoryKind, 'created' | 'import'>;
	calls: CallsDoor;
	undoes?: number;
}

/**
 * Makes changes of an edition public: writes them, the history, the ledger, and raises the revisions, in the transaction
 * of the caller, who holds the edition's row.
 * @param published the edition as it is, its calls included
 * @returns the number of the change in the edition's history
 * @throws Refusal `invalid` when the edition would be less sound than it is
 */
export async function applyChanges(
	ctx: Context,
	actor: Actor,
	row: EditionRow,
	published: Records,
	changes: readonly RecordChange[],
	options: ApplyOptions,
): Promise<number> {
	const after = applied(published, { changes: [...changes] });
	const { problems } = newProblems(published, after);
	if (problems.length > 0) throw invalid(asProblems(problems));
	const placed = changes.map((change) => (change.value ? { ...change, value: after[change.key] } : change));
	await writeRecords(ctx, row, after, placed);
	await linkPersons(ctx, actor, row.id);
	const { kind, undoes } = options;
	const number = await recordChange(ctx, actor, row.id, {
		kind,
		before: published,
		changes: placed,
		...(undoes === undefined ? {} : { undoes }),
	});
	await record(ctx, actor, {
		action: ledgerActions[kind],
		subject: { type: 'edition', id: row.id },
		scope: row.id,
		data: { change: number, ...withoutPersons(placed), ...(undoes === undefined ? {} : { undoes }) },
	});
	await announceChanges(
		ctx,
		row.id,
		placed.map(({ key }) => key),
	);
	return number;
}

const ledgerActions = {
	edit: 'publish',
	scheduled: 'publish-scheduled',
	undo: 'undo',
	closed: 'close',
} as const satisfies Record<ApplyOptions['kind'], string>;

/** Keys of persons are made of their names and stay out of the ledger, which keeps what it has for ever. */
export function withoutPersons(changes: readonly Pick<RecordChange, 'key'>[]): { keys: string[]; count: number } {
	const keys = changes.map(({ key }) => key).filter((key) => !['person', 'role'].includes(splitKey(key).kind));
	return { keys, count: changes.length };
}
