import { invalid } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { scopeOf } from './load.ts';

/** The longest reason, in characters. */
export const mostReason = 500;

/** A reason as the desk wrote it. Pure. @throws Refusal `invalid` at `reason` (`reason-missing`, `too-long`) */
export function readReason(text: string): string {
	const reason = cleanText(text, { lines: false });
	if (reason === '') throw invalid([{ path: 'reason', code: 'reason-missing' }]);
	if (reason.length > mostReason) throw invalid([{ path: 'reason', code: 'too-long', params: { max: mostReason } }]);
	return reason;
}

/** What the ledger keeps of an act on a signature. Pure. */
export function eventOf(row: Parameters<typeof scopeOf>[0] & { id: string }, action: string, id: string) {
	return { action, subject: { type: 'signature', id }, scope: scopeOf(row), data: { statement: row.id } };
}
