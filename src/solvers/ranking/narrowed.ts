import { type Equations, equationsOf } from './mixed-equations.ts';
import { partOf } from './score-table.ts';

/**
 * The same equations with at most so many members of the smaller group: those that are reached first from the first one along
 * the scores, so that what is left holds together. The equations themselves when there are no more.
 */
export function narrowed(equations: Equations, most: number): Equations {
	const { table, values, wide } = equations;
	const [narrow, ofNarrow, ofWide, narrowOf, wideOf] =
		wide === 'items'
			? [table.jurors, table.ofJuror, table.ofItem, table.juror, table.item]
			: [table.items, table.ofItem, table.ofJuror, table.item, table.juror];
	if (narrow.length <= most) return equations;
	const reached = new Set<number>();
	for (let start = 0; start < narrow.length && reached.size < most; start += 1) {
		const queue = [start];
		while (queue.length > 0 && reached.size < most) {
			const at = queue.shift() as number;
			if (reached.has(at)) continue;
			reached.add(at);
			for (const s of ofNarrow[at] as readonly number[]) {
				for (const t of ofWide[wideOf[s] as number] as readonly number[]) {
					const next = narrowOf[t] as number;
					if (!reached.has(next)) queue.push(next);
				}
			}
		}
	}
	const kept = Array.from(values, (_, s) => s).filter((s) => reached.has(narrowOf[s] as number));
	return equationsOf(
		partOf(table, kept),
		Float64Array.from(kept, (s) => values[s] as number),
	);
}
