import { type Blocking, blockingOf, contradictionsOf } from './blocking.ts';
import { type Network, networkOf } from './network.ts';
import type { AssignmentProblem } from './problem.ts';
import { balance } from './balance.ts';
import { withBetterUnlisted, withFirstUnlisted, withWaysOut } from './unlisted.ts';

/** Pairs by paper, locked ones included. */
export interface Assignment {
	paper: Int32Array;
	reviewer: Int32Array;
	score: Float64Array;
	total: number;
}

export interface Optimal {
	kind: 'optimal';
	assignment: Assignment;
	/**
	 * The price of each reviewer's time, in points: what one paper more or less for him would change. With them anybody can
	 * check that no assignment has more (`certificate.ts`).
	 */
	prices: Float64Array;
	/** What is needed to go on from here: repairs, prices of locks. */
	network: Network;
}

export interface Infeasible {
	kind: 'infeasible';
	blocking: Blocking[];
	/** Reviews that can't be given. */
	missing: number;
}

export type Outcome = Optimal | Infeasible;

export interface SolveOptions {
	/** How far it is: sources of flow that are through. */
	progress?: (done: number, of: number) => void;
}

/** The assignment with the largest total score, proven; or what stands against any. */
export function solve(problem: AssignmentProblem, { progress }: SolveOptions = {}): Outcome {
	const contradictions = contradictionsOf(problem);
	if (contradictions.length > 0) return contradicted(contradictions);
	return optimise(withFirstUnlisted(networkOf(problem), problem), problem, progress);
}

/** The answer where the problem contradicts itself. */
export function contradicted(blocking: Blocking[]): Infeasible {
	return { kind: 'infeasible', blocking, missing: blocking.reduce((sum, one) => sum + one.needed - one.room, 0) };
}

/** Brings a network that is settled but not balanced to an optimum over all pairs, listed or not. */
export function optimise(settled: Network, problem: AssignmentProblem, progress?: SolveOptions['progress']): Outcome {
	const { network, stuck } = balanceAll(settled, problem, progress);
	if (stuck.length > 0) {
		const missing = stuck.reduce((total, { units }) => total + units, 0);
		return { kind: 'infeasible', blocking: blockingOf(network, stuck), missing };
	}
	return { kind: 'optimal', assignment: assignmentOf(network, problem), prices: pricesOf(network), network };
}

/** Balances, with all unlisted pairs that matter. */
export function balanceAll(settled: Network, problem: AssignmentProblem, progress?: SolveOptions['progress']) {
	let network = settled;
	for (;;) {
		const stuck = balance(network, progress);
		const grown = stuck.length > 0 ? withWaysOut(network, problem, stuck) : withBetterUnlisted(network, problem);
		if (!grown) return { network, stuck };
		network = grown;
	}
}

/** The pairs of a network with flow, and the locked ones. */
export function assignmentOf(network: Network, problem: AssignmentProblem): Assignment {
	const rows: { paper: number; reviewer: number; score: number }[] = problem.locks.map((lock) => ({ ...lock }));
	for (let e = 0; e < network.flow.length; e++) {
		if ((network.flow[e] as number) === 0) continue;
		rows.push({
			paper: network.paper[e] as number,
			reviewer: network.reviewer[e] as number,
			score: 0 - (network.cost[e] as number),
		});
	}
	rows.sort((a, b) => a.paper - b.paper || a.reviewer - b.reviewer);
	return {
		paper: Int32Array.from(rows, ({ paper }) => paper),
		reviewer: Int32Array.from(rows, ({ reviewer }) => reviewer),
		score: Float64Array.from(rows, ({ score }) => score),
		total: rows.reduce((total, { score }) => total + score, 0),
	};
}

/** Prices in relation to the sink: above nothing for whoever is full, below for whoever is kept at his minimum. */
export function pricesOf(network: Network): Float64Array {
	return network.price.map((price) => price - (network.sink[0] as number));
}
