import type { State } from '#ui/states.ts';
import type { AnalysisState } from '../report.ts';

/** The mark by which the design system shows each state of an analysis. */
export const analysisLooks: Record<AnalysisState, State> = {
	queued: 'waiting',
	generated: 'soon',
	'in-review': 'partial',
	approved: 'valid',
	published: 'done',
	rejected: 'refused',
	withdrawn: 'withdrawn',
	stale: 'closed',
};
