import type { BatchProgress } from '#modules/letters/server/index.ts';

/** How a batch stands as a whole. */
export type BatchState = 'running' | 'faulty' | 'uncertain' | 'waiting' | 'held' | 'done';

/** What of a batch is still to come, and whether it needs a person. Pure. */
export function batchState({ letters, issued, faulty, delivery }: BatchProgress): BatchState {
	const of = (state: string) => delivery[state] ?? 0;
	// The job tries a failed letter again by itself, but whoever looks should know, and can have it tried at once.
	if (faulty > 0) return 'faulty';
	if (issued < letters) return 'running';
	if (of('uncertain') + of('failed') > 0) return 'uncertain';
	if (of('held') > 0) return 'held';
	return of('queued') + of('sending') > 0 ? 'waiting' : 'done';
}

/** How many letters of a batch have arrived as far as we can know: taken by a mail server, or kept in a rehearsal. */
export function delivered({ delivery }: Pick<BatchProgress, 'delivery'>): number {
	return (delivery.sent ?? 0) + (delivery.kept ?? 0);
}

/** A page that shows this batch should look again by itself. */
export function stillMoves(batch: BatchProgress): boolean {
	return batchState(batch) === 'running' || (batch.delivery.sending ?? 0) > 0;
}
