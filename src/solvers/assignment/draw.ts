/** Pairs with the probability, in parts of `unit`, with which each is to be drawn. */
export interface Chances {
	papers: number;
	reviewers: number;
	paper: Int32Array;
	reviewer: Int32Array;
	parts: Int32Array;
	unit: number;
}

/**
 * Draws an assignment in which every pair appears with just its probability, every paper has as many reviewers as its
 * probabilities come to, and no load is more than one away from what it comes to (dependent rounding: Gandhi, Khuller,
 * Parthasarathy, Srinivasan, Journal of the ACM 53, 2006). Whole numbers throughout: nothing is lost to rounding.
 * @returns the places of the pairs drawn
 */
export function drawPairs(chances: Chances, random: () => number): number[] {
	const { papers, reviewers, paper, reviewer, unit } = chances;
	const parts = chances.parts.slice();
	const nodes = papers + reviewers;
	const undecided = (e: number) => (parts[e] as number) > 0 && (parts[e] as number) < unit;
	const links: number[][] = Array.from({ length: nodes }, () => []);
	for (let e = 0; e < parts.length; e++) {
		if (!undecided(e)) continue;
		links[paper[e] as number]?.push(e);
		links[papers + (reviewer[e] as number)]?.push(e);
	}
	/** An undecided pair of a node other than the one it was reached by, or -1. Drops the decided ones on the way. */
	const onward = (node: number, by: number): number => {
		const list = links[node] as number[];
		for (let k = 0; k < list.length; ) {
			const e = list[k] as number;
			if (!undecided(e)) {
				list[k] = list.at(-1) as number;
				list.pop();
			} else if (e === by) k++;
			else return e;
		}
		return -1;
	};
	const across = (e: number, node: number) => (node < papers ? papers + (reviewer[e] as number) : (paper[e] as number));
	const place = new Int32Array(nodes).fill(-1);
	for (let root = 0; root < nodes; ) {
		if (onward(root, -1) < 0) {
			root++;
			continue;
		}
		let walked: number[] = [];
		let visited: number[] = [root];
		place[root] = 0;
		let node = root;
		let turned = false;
		for (;;) {
			const e = onward(node, walked.at(-1) ?? -1);
			if (e < 0) {
				if (turned || walked.length === 0 || onward(root, walked[0] as number) < 0) break;
				// The walk ends here but could go on at its beginning: from this end it is walked once more.
				for (const one of visited) place[one] = -1;
				[walked, visited, turned] = [[], [node], true];
				place[node] = 0;
				continue;
			}
			walked.push(e);
			node = across(e, node);
			const before = place[node] as number;
			if (before >= 0) {
				walked = walked.slice(before);
				break;
			}
			place[node] = visited.length;
			visited.push(node);
		}
		for (const one of visited) place[one] = -1;
		shift(parts, walked, unit, random);
	}
	return Array.from(parts.keys()).filter((e) => parts[e] === unit);
}

/** Moves probability along a path or circle of pairs, up and down by turns, until one of them is decided. */
function shift(parts: Int32Array, pairs: readonly number[], unit: number, random: () => number): void {
	let [up, down] = [unit, unit];
	for (const [k, e] of pairs.entries()) {
		const has = parts[e] as number;
		up = Math.min(up, k % 2 === 0 ? unit - has : has);
		down = Math.min(down, k % 2 === 0 ? has : unit - has);
	}
	const change = random() * (up + down) < down ? up : -down;
	for (const [k, e] of pairs.entries()) (parts[e] as number) += k % 2 === 0 ? change : -change;
}
