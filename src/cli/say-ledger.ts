import type { LedgerVerdict } from '#core/ledger/index.ts';

/** What `verify` says about the ledger. Pure. */
export function sayLedger(verdict: LedgerVerdict): string {
	if (verdict.good) {
		const waiting = verdict.unsealed > 0 ? ` (${verdict.unsealed} more wait to be sealed)` : '';
		return `Ledger: ${verdict.events} events, each as it was sealed${waiting}; head ${verdict.head}.`;
	}
	const place = `event ${verdict.eventId}, at place ${verdict.seq} of the chain`;
	switch (verdict.problem) {
		case 'changed':
			return `Ledger: broken. The first broken row is ${place}: it is not what was sealed.`;
		case 'detail-changed':
			return `Ledger: broken. The first broken row is ${place}: its personal part is not what was recorded.`;
		case 'missing':
			return `Ledger: broken. The first broken row is ${place}: it is gone.`;
		case 'gap':
			return `Ledger: broken. Place ${verdict.seq} of the chain is empty.`;
		case 'head-not-found':
			return `Ledger: the chain is whole (${verdict.seq} events) but does not contain that head: it is another ledger than the one that was published.`;
	}
}
