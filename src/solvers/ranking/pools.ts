import type { ScoreTable } from './score-table.ts';

/** Items and jurors that are linked by scores. Between two pools no statistic can tell quality from severity. */
export interface Pool {
	items: string[];
	jurors: string[];
}

/** The connected parts of the graph of who scored what, the one with most items first; items without a score are in none. */
export function poolsOf(table: ScoreTable): Pool[] {
	const parent = Int32Array.from({ length: table.items.length + table.jurors.length }, (_, i) => i);
	const root = (node: number): number => {
		let at = node;
		while (parent[at] !== at) {
			parent[at] = parent[parent[at] as number] as number;
			at = parent[at] as number;
		}
		return at;
	};
	for (let s = 0; s < table.value.length; s += 1) {
		parent[root(table.item[s] as number)] = root(table.items.length + (table.juror[s] as number));
	}
	const pools = new Map<number, Pool>();
	const poolAt = (node: number): Pool => {
		const found = pools.get(root(node)) ?? { items: [], jurors: [] };
		pools.set(root(node), found);
		return found;
	};
	table.items.forEach((item, i) => {
		if ((table.ofItem[i] as readonly number[]).length > 0) poolAt(i).items.push(item);
	});
	table.jurors.forEach((juror, j) => {
		poolAt(table.items.length + j).jurors.push(juror);
	});
	// They were found in the order of their items, and sorting keeps it among equals.
	return [...pools.values()].sort((a, b) => b.items.length - a.items.length);
}
