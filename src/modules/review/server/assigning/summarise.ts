import { expertFit, pointsOf, type RunSummary } from '../../assigning.ts';
import { type Gathered, scoreScale } from './gather.ts';

/** Whole scores as points. */
export const points = (whole: number): number => pointsOf(whole / scoreScale);

/**
 * What pairs come to: how many applications have enough, loads with what was assigned before, and which applications
 * nobody in the field reads. `new pairs` are places of papers and reviewers, without those that are kept.
 */
export function summarise(
	gathered: Gathered,
	pairs: readonly { paper: number; reviewer: number }[],
): Pick<
	RunSummary,
	'applications' | 'reviewers' | 'pairs' | 'kept' | 'full' | 'total' | 'worst' | 'mean' | 'loads' | 'withoutExpert'
> & { whole: number } {
	const { scores, kept, needed, worth, knowledge } = gathered;
	const papers = scores.applications.length;
	const counts = new Int32Array(papers);
	const sums = new Float64Array(papers);
	const expert = new Uint8Array(papers);
	const loads = new Int32Array(scores.people.length);
	let whole = 0;
	for (const { paper, reviewer } of pairs) {
		const score = worth(paper, reviewer);
		(counts[paper] as number)++;
		(sums[paper] as number) += score;
		whole += score;
	}
	for (const { paper, reviewer } of [...pairs, ...kept]) {
		(loads[reviewer] as number)++;
		if (knowledge(paper, reviewer) >= expertFit) expert[paper] = 1;
	}
	const asked = Array.from(sums.keys()).filter((paper) => (counts[paper] as number) > 0);
	const own = asked.map((paper) => sums[paper] as number);
	const used = Array.from(loads).filter((_, j) => !scores.people[j]?.emergency || (loads[j] as number) > 0);
	return {
		applications: papers,
		reviewers: scores.people.length,
		pairs: pairs.length,
		kept: kept.length,
		full: Array.from(counts).filter((count, paper) => count >= (needed[paper] as number)).length,
		total: points(whole),
		whole,
		worst: own.length === 0 ? null : points(own.reduce((low, one) => Math.min(low, one))),
		mean: own.length === 0 ? null : points(whole / own.length),
		loads: {
			min: used.length === 0 ? 0 : used.reduce((low, one) => Math.min(low, one)),
			max: used.reduce((high, one) => Math.max(high, one), 0),
			idle: used.filter((load) => load === 0).length,
		},
		withoutExpert: scores.applications.filter((_, paper) => expert[paper] === 0).map(({ id }) => id),
	};
}
