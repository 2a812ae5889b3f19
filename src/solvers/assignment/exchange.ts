import { paperScores } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import type { Assignment } from './solve.ts';

/** What a point that a paper lacks of its floor counts against a point of the total. */
const lacking = 1024;
/** So many pairs are looked at altogether, at most. */
const patience = 20_000_000;

/**
 * Betters an assignment by exchanges in a ring: each of some papers gives up one reviewer and takes another, who was given
 * up by the next or has room, so that all loads hold (cyclic transfers: Thompson, Orlin, The theory of cyclic transfers,
 * 1989). Counted are what papers lack of their floors, and then the total. Rings are found as positive cycles of a graph
 * of reviewers (Bellman, Ford), beginning from prices, which say where there can be any.
 */
export function exchange(
	problem: AssignmentProblem,
	assignment: Assignment,
	floors: Float64Array,
	prices: Float64Array,
): Assignment {
	const { papers, reviewers, start, reviewer, score, defaultScore, min, max } = problem;
	const sink = reviewers;
	const locked = new Set(problem.locks.map((lock) => lock.paper * reviewers + lock.reviewer));
	const sums = paperScores(papers, assignment);
	const loads = new Int32Array(reviewers);
	const held: Map<number, number>[] = Array.from({ length: papers }, () => new Map());
	const papersOf: Set<number>[] = Array.from({ length: reviewers }, () => new Set());
	for (let k = 0; k < assignment.paper.length; k++) {
		const [i, j] = [assignment.paper[k] as number, assignment.reviewer[k] as number];
		(held[i] as Map<number, number>).set(j, assignment.score[k] as number);
		(papersOf[j] as Set<number>).add(i);
		(loads[j] as number)++;
	}
	const label = new Float64Array(reviewers + 1);
	label.set(prices);
	const parent = new Int32Array(reviewers + 1).fill(-1);
	const through = new Int32Array(reviewers + 1).fill(-1);
	const gained = new Float64Array(reviewers + 1);
	const waiting: number[] = [];
	const isWaiting = new Uint8Array(reviewers + 1);
	// Labels only rise.
	const lowest = label.reduce((low, one) => Math.min(low, one), 0);
	let looked = 0;
	const wait = (node: number) => {
		if (isWaiting[node] === 1) return;
		isWaiting[node] = 1;
		waiting.push(node);
	};
	const lack = (i: number, sum: number) => Math.max(0, (floors[i] as number) - sum);
	/** What it counts when a paper's sum changes by so much. */
	const worth = (i: number, change: number) => {
		const sum = sums[i] as number;
		return change + lacking * (lack(i, sum) - lack(i, sum + change));
	};

	/** The ring that closes when `to` follows `from`, if it has one: nodes from `to` on. */
	const ring = (from: number, to: number): number[] | undefined => {
		const nodes: number[] = [];
		for (let node = from; node >= 0; node = parent[node] as number) {
			nodes.push(node);
			if (node === to) return nodes;
			if (nodes.length > reviewers) return undefined;
		}
		return undefined;
	};

	/** Follows an edge; answers a ring that is worth it. */
	const follow = (from: number, to: number, i: number, change: number, weight: number): boolean => {
		if ((label[from] as number) + weight <= (label[to] as number) + 1e-9) return false;
		const nodes = ring(from, to);
		if (nodes === undefined) {
			label[to] = (label[from] as number) + weight;
			parent[to] = from;
			through[to] = i;
			gained[to] = change;
			wait(to);
			return false;
		}
		const [before, beforeThrough, beforeGained] = [parent[to] as number, through[to] as number, gained[to] as number];
		parent[to] = from;
		through[to] = i;
		gained[to] = change;
		if (apply(nodes)) return true;
		parent[to] = before;
		through[to] = beforeThrough;
		gained[to] = beforeGained;
		return false;
	};

	/** Makes the exchange of a ring (each node with its parent), if every paper is in it once and it is worth something. */
	const apply = (nodes: readonly number[]): boolean => {
		const seen = new Set<number>();
		let all = 0;
		for (const node of nodes) {
			const i = through[node] as number;
			if (i < 0) continue;
			if (seen.has(i)) return false;
			seen.add(i);
			all += worth(i, gained[node] as number);
		}
		if (all <= 1e-9) return false;
		for (const node of nodes) {
			const [i, from] = [through[node] as number, parent[node] as number];
			if (i < 0) continue;
			const own = held[i] as Map<number, number>;
			const leaving = own.get(from) as number;
			own.delete(from);
			own.set(node, leaving + (gained[node] as number));
			(papersOf[from] as Set<number>).delete(i);
			(papersOf[node] as Set<number>).add(i);
			(sums[i] as number) += gained[node] as number;
			(loads[from] as number)--;
			(loads[node] as number)++;
		}
		parent.fill(-1);
		for (const node of nodes) wait(node);
		for (const i of seen) for (const j of (held[i] as Map<number, number>).keys()) wait(j);
		wait(sink);
		return true;
	};

	const excludedFrom = (i: number) => problem.excluded.subarray(problem.excludedStart[i], problem.excludedStart[i + 1]);
	// Labels only rise: in the order in which they begin, nobody further on is below the label that he began with.
	const began = label.slice();
	const order = Int32Array.from({ length: reviewers }, (_, j) => j).sort(
		(a, b) => (began[a] as number) - (began[b] as number) || a - b,
	);
	const known = new Int32Array(reviewers);
	let stamp = 0;
	/** All that one node leads to; true: a ring was closed. */
	const expand = (node: number): boolean => {
		if (node === sink) {
			for (let j = 0; j < reviewers; j++)
				if ((loads[j] as number) > (min[j] as number) && follow(sink, j, -1, 0, 0)) return true;
			return false;
		}
		if ((loads[node] as number) < (max[node] as number) && follow(node, sink, -1, 0, 0)) return true;
		for (const i of papersOf[node] as Set<number>) {
			if (locked.has(i * reviewers + node)) continue;
			const own = held[i] as Map<number, number>;
			const leaving = own.get(node) as number;
			const at = label[node] as number;
			const reaches = (change: number) => at + worth(i, change) > lowest;
			const [from, to] = [start[i] as number, start[i + 1] as number];
			for (let e = from; e < to; e++) {
				const change = (score[e] as number) - leaving;
				looked++;
				if (!reaches(change)) break;
				const j = reviewer[e] as number;
				if (!own.has(j) && follow(node, j, i, change, worth(i, change))) return true;
			}
			if (defaultScore === undefined || !reaches(defaultScore - leaving)) continue;
			stamp++;
			for (let e = from; e < to; e++) known[reviewer[e] as number] = stamp;
			for (const j of excludedFrom(i)) known[j] = stamp;
			const weight = worth(i, defaultScore - leaving);
			for (const j of order) {
				looked++;
				if (at + weight <= (began[j] as number)) break;
				if (known[j] !== stamp && !own.has(j) && follow(node, j, i, defaultScore - leaving, weight)) return true;
			}
		}
		return false;
	};

	for (let node = 0; node <= reviewers; node++) wait(node);
	let next = 0;
	while (next < waiting.length && looked < patience) {
		const node = waiting[next++] as number;
		isWaiting[node] = 0;
		if (expand(node)) wait(node);
		if (next > 4096) {
			waiting.splice(0, next);
			next = 0;
		}
	}

	const rows = held.flatMap((own, paper) =>
		[...own].sort(([a], [b]) => a - b).map(([j, value]) => ({ paper, reviewer: j, score: value })),
	);
	return {
		paper: Int32Array.from(rows, ({ paper }) => paper),
		reviewer: Int32Array.from(rows, ({ reviewer: j }) => j),
		score: Float64Array.from(rows, ({ score: value }) => value),
		total: rows.reduce((total, { score: value }) => total + value, 0),
	};
}
