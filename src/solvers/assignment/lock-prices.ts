import type { AssignmentProblem, Lock, ProblemInput } from './problem.ts';
import { problemOf } from './problem.ts';
import { solve } from './solve.ts';

/** What a lock costs: what the total would gain if it were released and everything chosen anew; 0: it costs nothing. */
export interface LockPrice extends Lock {
	/** Undefined: without the lock (or with it) there is no assignment at all. */
	price: number | undefined;
}

/** The price of each lock, exactly: each is released by itself and the optimum found again. */
export function lockPrices(
	input: ProblemInput,
	problem: AssignmentProblem,
	total: number,
	progress?: (done: number, of: number) => void,
): LockPrice[] {
	return problem.locks.map((lock, at) => {
		progress?.(at, problem.locks.length);
		const rest = problem.locks.filter((other) => other !== lock);
		const outcome = solve(
			problemOf({
				...input,
				locks: {
					paper: Int32Array.from(rest, ({ paper }) => paper),
					reviewer: Int32Array.from(rest, ({ reviewer }) => reviewer),
				},
			}),
		);
		return { ...lock, price: outcome.kind === 'optimal' ? outcome.assignment.total - total : undefined };
	});
}
