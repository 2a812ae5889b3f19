import type { BulkActRow, BulkActView } from '#modules/calls/server/index.ts';
import type { bulkMessages } from '#modules/calls/ui/bulk-messages.ts';
import type { messages } from '../messages.ts';

/** What becomes, or became, of one application of an act, in words. Pure. */
export function whatBecame(
	row: Pick<BulkActRow, 'refusal' | 'undoRefusal' | 'settled' | 'undoSettled'>,
	state: BulkActView['state'],
	t: (typeof messages)['en'],
	words: (typeof bulkMessages)['en'],
): string {
	const why = (code: string) => words.refusal[code as keyof typeof words.refusal] ?? words.refusal.other;
	if (row.refusal !== null) return why(row.refusal);
	if (row.undoRefusal !== null) return `${t.act.notUndone}: ${why(row.undoRefusal)}`;
	if (state === 'previewed') return t.act.ok;
	if (state === 'running') return row.settled ? t.act.okDone : t.act.waits;
	return state === 'undone' || row.undoSettled ? t.act.undone : t.act.okDone;
}
