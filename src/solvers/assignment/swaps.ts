import type { AssignmentProblem } from './problem.ts';
import type { Assignment } from './solve.ts';
import { worthReader } from './paper-scores.ts';

/** Another reviewer for a paper, in place of one it has. */
export interface Swap {
	/** Who comes. */
	reviewer: number;
	/** The paper that the one who leaves takes over from him; undefined: nobody else is touched. */
	inReturn: number | undefined;
	/** What changes of the total. */
	effect: number;
	/** What this paper, and the one in return, have afterwards. */
	paperScore: number;
	returnScore: number | undefined;
}

/**
 * What else could be done about one pair, best for the total first: somebody with room takes the paper, or two people
 * exchange a paper each. All of them keep to candidates, conflicts, locks and loads. Nothing else changes.
 */
export function swapsFor(
	problem: AssignmentProblem,
	assignment: Assignment,
	pair: { paper: number; reviewer: number },
	limit = 10,
): Swap[] {
	const { paper, reviewer } = pair;
	const loads = new Int32Array(problem.reviewers);
	const heldBy = new Map<number, number[]>();
	const reviewersOf = new Map<number, Set<number>>();
	const sums = new Float64Array(problem.papers);
	for (let k = 0; k < assignment.paper.length; k++) {
		const [i, j] = [assignment.paper[k] as number, assignment.reviewer[k] as number];
		(loads[j] as number)++;
		(sums[i] as number) += assignment.score[k] as number;
		heldBy.set(j, [...(heldBy.get(j) ?? []), k]);
		reviewersOf.set(i, (reviewersOf.get(i) ?? new Set()).add(j));
	}
	const locked = new Set(problem.locks.map((lock) => lock.paper * problem.reviewers + lock.reviewer));
	if (locked.has(paper * problem.reviewers + reviewer)) return [];
	const candidate = candidates(problem);
	const leaving = candidate(paper, reviewer);
	if (leaving === undefined) return [];
	const own = reviewersOf.get(paper) ?? new Set();
	const swaps: Swap[] = [];
	for (let other = 0; other < problem.reviewers; other++) {
		if (other === reviewer || own.has(other)) continue;
		const coming = candidate(paper, other);
		if (coming === undefined) continue;
		const paperScore = (sums[paper] as number) - leaving + coming;
		if (
			(loads[other] as number) < (problem.max[other] as number) &&
			(loads[reviewer] as number) > (problem.min[reviewer] as number)
		)
			swaps.push({
				reviewer: other,
				inReturn: undefined,
				effect: coming - leaving,
				paperScore,
				returnScore: undefined,
			});
		for (const k of heldBy.get(other) ?? []) {
			const given = assignment.paper[k] as number;
			if (locked.has(given * problem.reviewers + other) || reviewersOf.get(given)?.has(reviewer)) continue;
			const taken = candidate(given, reviewer);
			if (taken === undefined) continue;
			const lost = assignment.score[k] as number;
			swaps.push({
				reviewer: other,
				inReturn: given,
				effect: coming - leaving + taken - lost,
				paperScore,
				returnScore: (sums[given] as number) - lost + taken,
			});
		}
	}
	const touched = (swap: Swap) => (swap.inReturn === undefined ? 0 : 1);
	return swaps
		.sort((a, b) => b.effect - a.effect || touched(a) - touched(b) || a.reviewer - b.reviewer)
		.slice(0, limit);
}

/** What a pair is worth, or undefined where it can't be assigned. */
function candidates(problem: AssignmentProblem) {
	const worthOf = worthReader({ ...problem, defaultScore: undefined });
	const listed = (i: number, j: number) => {
		for (let e = problem.start[i] as number; e < (problem.start[i + 1] as number); e++)
			if (problem.reviewer[e] === j) return true;
		return problem.locks.some((lock) => lock.paper === i && lock.reviewer === j);
	};
	return (i: number, j: number): number | undefined => {
		if (problem.excluded.subarray(problem.excludedStart[i], problem.excludedStart[i + 1]).includes(j)) return undefined;
		return listed(i, j) ? worthOf(i)[j] : problem.defaultScore;
	};
}
