import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import type { HistoryKind } from '../editing.ts';
import { fieldChanges, type RecordChange, same } from '../merge.ts';
import { movedWindows } from '../moved-windows.ts';
import { applied } from '../overlay.ts';
import { bundleOf, type Records, splitKey } from '../records.ts';
import { announceChanges } from './announce-changes.ts';
import { linkPersons } from './persons.ts';
import { personsNamed, recordChange } from './record-change.ts';
import { asProblems, newProblems } from './record-problems.ts';
import { noteStaleTranslations } from './stale-translations.ts';
import { type EditionRow, writeRecords } from './store.ts';
import { type CallWrites, writeCalls } from './write-calls.ts';

export interface ApplyOptions extends CallWrites {
	kind: Exclude<HistoryKind, 'created' | 'import' | 'closed'>;
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
	wanted: readonly RecordChange[],
	options: ApplyOptions,
): Promise<number> {
	const { after, changes } = withConsequences(published, wanted);
	const { whole, problems } = newProblems(published, after);
	if (!whole || problems.length > 0) throw invalid(asProblems(problems));
	const persons = await personsNamed(ctx, row.id, changes);
	await writeRecords(ctx, row, after, placed(published, after, changes));
	await linkPersons(ctx, actor, row.id);
	await writeCalls(ctx, actor, row.id, { before: published, bundle: bundleOf(whole), changes }, options);
	await noteStaleTranslations(ctx, row.id, published, changes);
	const { kind, undoes } = options;
	const number = await recordChange(ctx, actor, row.id, {
		kind,
		before: published,
		changes,
		persons,
		...(undoes === undefined ? {} : { undoes }),
	});
	await record(ctx, actor, {
		action: ledgerActions[kind],
		subject: { type: 'edition', id: row.id },
		scope: row.id,
		data: { change: number, ...withoutPersons(changes), ...(undoes === undefined ? {} : { undoes }) },
	});
	await announceChanges(ctx, row.id, changes);
	return number;
}

/** The edition afterwards: windows have moved with their dates, everything in a list has its place. */
function withConsequences(published: Records, wanted: readonly RecordChange[]) {
	const first = applied(published, { changes: [...wanted] });
	const moved = movedWindows(published, first);
	const after = applied(first, { changes: moved });
	const changes = [...wanted, ...moved].map((change) =>
		change.value ? { ...change, value: after[change.key] } : change,
	);
	return { after, changes };
}

/** What has to be written: the changes, and what made room for them in its list. */
function placed(published: Records, after: Records, changes: readonly RecordChange[]): RecordChange[] {
	const known = new Set(changes.map(({ key }) => key));
	const shifted = Object.entries(after).filter(([key, value]) => !known.has(key) && !same(value, published[key]));
	return [
		...changes,
		...shifted.map(([key, value]) => ({
			key,
			kind: 'change' as const,
			value,
			fields: fieldChanges(published[key] ?? null, value),
		})),
	];
}

const ledgerActions = {
	edit: 'publish',
	scheduled: 'publish-scheduled',
	undo: 'undo',
} as const satisfies Record<ApplyOptions['kind'], string>;

/** Keys of persons are made of their names and stay out of the ledger, which keeps what it has for ever. */
export function withoutPersons(changes: readonly Pick<RecordChange, 'key'>[]): { keys: string[]; count: number } {
	const keys = changes.map(({ key }) => key).filter((key) => !['person', 'role'].includes(splitKey(key).kind));
	return { keys, count: changes.length };
}
