import { instantOf } from '#modules/calls/local-time.ts';
import type { StageAt } from '../stage-at.ts';

/**
 * Until when first scores of a stage are wanted: before others read them, or the close. Null where nothing limits it. The
 * same for all of its applications (`phasesAt` says it of one). Pure.
 */
export function wantedAt({ stage, call }: StageAt): number | null {
	const at = (local: string | undefined, edge: 'start' | 'end') =>
		local === undefined ? [] : [instantOf(local, call.zone, edge)];
	const ends = [
		...at(stage.rebuttal?.opens, 'start'),
		...at(stage.discussion?.opens, 'start'),
		...at(stage.closes, 'end'),
	];
	return ends.length === 0 ? null : Math.min(...ends);
}
