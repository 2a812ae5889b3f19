import type { Network } from './network.ts';
import type { AssignmentProblem } from './problem.ts';
import type { Stuck } from './balance.ts';

/**
 * Why there is no solution, as something that can be counted by hand (a violator of Hall's condition, the minimum cut):
 * - `papers`: these papers need `needed` reviews. All that they can get is `room` from these reviewers together, and
 *   `elsewhere` from others, one for each pair that is possible.
 * - `minimum`: these reviewers must get `needed` reviews. All that they can get is `room` from these papers together,
 *   and `elsewhere` from others, one for each pair that is possible.
 * - `locks`: more pairs of these papers or reviewers are locked (`needed`) than they may have (`room`).
 * - `loads`: the minimum of these reviewers is above their maximum.
 * In all of them `needed` is more than `room + elsewhere`. In the first two locked pairs are taken off before.
 */
export interface Blocking {
	kind: 'papers' | 'minimum' | 'locks' | 'loads';
	papers: number[];
	reviewers: number[];
	needed: number;
	room: number;
	elsewhere: number;
}

/** What stands against any assignment before anything is searched. */
export function contradictionsOf(problem: AssignmentProblem): Blocking[] {
	const found: Blocking[] = [];
	const ofPaper = new Map<number, number>();
	const ofReviewer = new Map<number, number>();
	for (const { paper, reviewer } of problem.locks) {
		ofPaper.set(paper, (ofPaper.get(paper) ?? 0) + 1);
		ofReviewer.set(reviewer, (ofReviewer.get(reviewer) ?? 0) + 1);
	}
	for (const [paper, needed] of ofPaper) {
		const room = problem.demand[paper] as number;
		if (needed > room) found.push({ kind: 'locks', papers: [paper], reviewers: [], needed, room, elsewhere: 0 });
	}
	for (const [reviewer, needed] of ofReviewer) {
		const room = problem.max[reviewer] as number;
		if (needed > room) found.push({ kind: 'locks', papers: [], reviewers: [reviewer], needed, room, elsewhere: 0 });
	}
	for (let j = 0; j < problem.reviewers; j++) {
		const [needed, room] = [problem.min[j] as number, problem.max[j] as number];
		if (needed > room) found.push({ kind: 'loads', papers: [], reviewers: [j], needed, room, elsewhere: 0 });
	}
	return found;
}

/** Reads the blocking sets from where the flow is stuck. `unit`: so many units are a review. */
export function blockingOf(network: Network, stuck: readonly Stuck[], unit = 1): Blocking[] {
	const { papers, reviewers } = network;
	const sink = papers + reviewers;
	const groups: Set<number>[] = [];
	for (const { reached } of stuck) {
		const own = new Set(reached);
		for (let k = groups.length - 1; k >= 0; k--) {
			const other = groups[k] as Set<number>;
			if (own.isDisjointFrom(other)) continue;
			for (const node of other) own.add(node);
			groups.splice(k, 1);
		}
		groups.push(own);
	}
	return groups.map((group) => (group.has(sink) ? minimum(network, group, unit) : ofPapers(network, group, unit)));
}

function sum(values: Int32Array, nodes: readonly number[]): number {
	return nodes.reduce((total, node) => total + (values[node] as number), 0);
}

/** Pairs from papers to reviewers of whom `counts` says yes. */
function pairsTo(network: Network, papers: readonly number[], counts: (reviewer: number) => boolean): number {
	let found = 0;
	for (const i of papers)
		for (let e = network.start[i] as number; e < (network.start[i + 1] as number); e++)
			if (counts(network.reviewer[e] as number)) found++;
	return found;
}

function ofPapers(network: Network, group: ReadonlySet<number>, unit: number): Blocking {
	const papers = [...group].filter((node) => node < network.papers).sort((a, b) => a - b);
	const reviewers = [...group]
		.filter((node) => node >= network.papers)
		.map((node) => node - network.papers)
		.sort((a, b) => a - b);
	const inside = new Set(reviewers);
	const elsewhere = pairsTo(network, papers, (j) => !inside.has(j));
	return {
		kind: 'papers',
		papers,
		reviewers,
		needed: sum(network.demand, papers) / unit,
		room: sum(network.max, reviewers) / unit,
		elsewhere: (elsewhere * network.capacity) / unit,
	};
}

function minimum(network: Network, group: ReadonlySet<number>, unit: number): Blocking {
	const papers = Array.from({ length: network.papers }, (_, i) => i).filter((i) => !group.has(i));
	const reached = [...group].filter((node) => node < network.papers);
	const reviewers = Array.from({ length: network.reviewers }, (_, j) => j).filter(
		(j) => !group.has(network.papers + j) && (network.min[j] as number) > 0,
	);
	const wanted = new Set(reviewers);
	const elsewhere = pairsTo(network, reached, (j) => wanted.has(j));
	return {
		kind: 'minimum',
		papers,
		reviewers,
		needed: sum(network.min, reviewers) / unit,
		room: sum(network.demand, papers) / unit,
		elsewhere: (elsewhere * network.capacity) / unit,
	};
}
