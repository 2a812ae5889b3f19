import type { State } from '#ui/states.ts';
import type { BatchState } from './batch.ts';

/** How the state of a batch looks as a badge. */
export const batchLooks: Record<BatchState, State> = {
	running: 'open',
	faulty: 'failed',
	uncertain: 'overdue',
	waiting: 'waiting',
	held: 'partial',
	done: 'sent',
};
