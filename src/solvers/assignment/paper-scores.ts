import type { AssignmentProblem } from './problem.ts';

/** Reads what pairs of a paper are worth, as listed: fills `worth` by reviewer for one paper after the other. */
export function worthReader(problem: AssignmentProblem): (paper: number) => Float64Array {
	const { start, reviewer, score, defaultScore = 0, locks } = problem;
	const worth = new Float64Array(problem.reviewers).fill(defaultScore);
	const locksOf = new Map<number, { reviewer: number; score: number }[]>();
	for (const lock of locks) locksOf.set(lock.paper, [...(locksOf.get(lock.paper) ?? []), lock]);
	let before = -1;
	return (paper) => {
		if (before >= 0) {
			for (let e = start[before] as number; e < (start[before + 1] as number); e++)
				worth[reviewer[e] as number] = defaultScore;
			for (const lock of locksOf.get(before) ?? []) worth[lock.reviewer] = defaultScore;
		}
		for (let e = start[paper] as number; e < (start[paper + 1] as number); e++)
			worth[reviewer[e] as number] = score[e] as number;
		for (const lock of locksOf.get(paper) ?? []) worth[lock.reviewer] = lock.score;
		before = paper;
		return worth;
	};
}

/** The sum of scores of each paper. */
export function paperScores(papers: number, assignment: { paper: Int32Array; score: Float64Array }): Float64Array {
	const sums = new Float64Array(papers);
	for (let k = 0; k < assignment.paper.length; k++)
		(sums[assignment.paper[k] as number] as number) += assignment.score[k] as number;
	return sums;
}

/** What each paper could have if it were alone: its locks and its best candidates; -Infinity for those that need nobody. */
export function reachOf(problem: AssignmentProblem): Float64Array {
	const { papers, reviewers, start, score, demand, defaultScore, excludedStart, locks } = problem;
	const reach = new Float64Array(papers);
	const locked = new Int32Array(papers);
	for (const lock of locks) {
		(reach[lock.paper] as number) += lock.score;
		(locked[lock.paper] as number)++;
	}
	for (let i = 0; i < papers; i++) {
		if ((demand[i] as number) <= 0) reach[i] = Number.NEGATIVE_INFINITY;
		let left = (demand[i] as number) - (locked[i] as number);
		const listed = (start[i + 1] as number) - (start[i] as number);
		const excluded = (excludedStart[i + 1] as number) - (excludedStart[i] as number);
		let unlisted = defaultScore === undefined ? 0 : reviewers - listed - excluded - (locked[i] as number);
		for (let e = start[i] as number; left > 0; left--) {
			const best = e < (start[i + 1] as number) ? (score[e] as number) : undefined;
			if (unlisted > 0 && (best === undefined || best < (defaultScore as number))) {
				(reach[i] as number) += defaultScore as number;
				unlisted--;
			} else if (best !== undefined) {
				(reach[i] as number) += best;
				e++;
			} else break;
		}
	}
	return reach;
}

/** What the worst paper could have if it were alone; Infinity when no paper needs anybody. */
export const worstAlone = (reach: Float64Array): number =>
	reach.reduce((low, one) => (one === Number.NEGATIVE_INFINITY ? low : Math.min(low, one)), Number.POSITIVE_INFINITY);
