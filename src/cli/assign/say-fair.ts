import type { Found } from './work.ts';

/** A number as people read it. */
export const shown = (value: number | null) => (value === null ? '–' : String(Number(value.toFixed(6))));

/** What is proven of a fair assignment, and what is not. */
export function sayFair(fair: NonNullable<Found['fair']>): string[] {
	const { without, bestPossible, worstIsBest, others, belowBestWithWorst, belowBestWithOthers } = fair;
	const lines = [`Without fairness: total ${shown(without.objective)}, worst ${shown(without.minPaperScore)}`];
	lines.push(
		worstIsBest
			? 'No assignment has a better worst paper: proven.'
			: `A better worst paper was not found; proven is that none has more than ${shown(bestPossible)}.`,
	);
	lines.push(
		belowBestWithWorst <= 0
			? 'No assignment with so good a worst paper has a larger total: proven.'
			: `The total is at most ${shown(belowBestWithWorst)} below the best that any assignment with so good a worst paper has.`,
	);
	if (belowBestWithOthers < belowBestWithWorst)
		lines.push(
			belowBestWithOthers <= 0
				? `So much at most is what it costs to raise the others as well, to ${shown(others)}: no assignment with both has a larger total, proven.`
				: `Of those that raise the others as well, to ${shown(others)}, it is at most ${shown(belowBestWithOthers)} below the best.`,
		);
	return lines;
}
