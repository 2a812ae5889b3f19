import { worthReader } from './paper-scores.ts';
import type { AssignmentProblem, PairColumns, ProblemInput } from './problem.ts';
import { problemOf } from './problem.ts';
import { valued } from './randomise.ts';
import { type Assignment, type Infeasible, solve } from './solve.ts';

/** A repaired assignment, and what is new in it. */
export interface Repaired {
	kind: 'repaired';
	assignment: Assignment;
	added: { paper: number; reviewer: number }[];
	/** Pairs that had to be given up although nobody declined them. Empty when the rest could stay. */
	moved: { paper: number; reviewer: number }[];
}

/**
 * After a decline: everything else stays as it is and the gaps are filled best. Where that can't be, others move too, and
 * few of them: keeping a pair counts more than the best exchange of four scores.
 * @param input the problem with the declined pairs among `forbidden`, and the loads of who left set to nothing
 * @param kept the pairs that still stand
 */
export function repair(input: ProblemInput, kept: PairColumns): Repaired | Infeasible {
	const all = join(input.locks, kept);
	const held = solve(problemOf({ ...input, locks: all }));
	const plain = problemOf(input);
	const outcome = held.kind === 'optimal' ? held : solve(preferring(input, plain, kept));
	if (outcome.kind === 'infeasible') return outcome;
	const assignment = valued(plain, rowsOf(outcome.assignment));
	const key = ({ paper, reviewer }: { paper: number; reviewer: number }) => paper * input.reviewers + reviewer;
	const before = new Set(rowsOf(all).map(key));
	const after = new Set(rowsOf(assignment).map(key));
	return {
		kind: 'repaired',
		assignment,
		added: rowsOf(assignment).filter((pair) => !before.has(key(pair))),
		moved: rowsOf(all).filter((pair) => !after.has(key(pair))),
	};
}

function rowsOf({ paper, reviewer }: PairColumns): { paper: number; reviewer: number }[] {
	return Array.from(paper, (one, k) => ({ paper: one, reviewer: reviewer[k] as number }));
}

function join(a: PairColumns | undefined, b: PairColumns): PairColumns {
	return {
		paper: Int32Array.from([...(a?.paper ?? []), ...b.paper]),
		reviewer: Int32Array.from([...(a?.reviewer ?? []), ...b.reviewer]),
	};
}

/** The same problem with the pairs that stand worth more. */
function preferring(input: ProblemInput, plain: AssignmentProblem, kept: PairColumns): AssignmentProblem {
	let largest = Math.abs(input.defaultScore ?? 0);
	for (const score of input.scores.score) largest = Math.max(largest, Math.abs(score));
	const worthOf = worthReader(plain);
	const raised = Float64Array.from(kept.paper, (paper, k) => {
		return (worthOf(paper)[kept.reviewer[k] as number] as number) + 4 * largest + 1;
	});
	const { scores } = input;
	return problemOf({
		...input,
		scores: {
			paper: Int32Array.from([...scores.paper, ...kept.paper]),
			reviewer: Int32Array.from([...scores.reviewer, ...kept.reviewer]),
			score: Float64Array.from([...scores.score, ...raised]),
		},
	});
}
