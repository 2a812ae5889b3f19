import { placesOf } from './cut.ts';
import { equationsOf, type Ratios, solveEquations } from './mixed-equations.ts';
import { partOf, type ScoreTable } from './score-table.ts';

/** What would be different without one juror. */
export interface Influence {
	juror: string;
	/** Who would come among the best k, and who would fall out of them; empty without a cut. */
	enters: string[];
	leaves: string[];
	/** Whom nobody else has scored. */
	unscored: string[];
	/** The largest change of a place, among those that keep one. */
	largestShift: number;
}

/**
 * The ranking without each juror in turn, at the same ratios of variance: they say how jurors score, not who is best.
 * @param values of the scores as they are explained (shifted and scaled as in the ranking)
 */
export function leaveOneOut(
	whole: ScoreTable,
	values: Float64Array,
	ratios: Ratios,
	options: {
		places: ReadonlyMap<string, number>;
		top: number | null;
		same: number;
		/** What earlier rounds contribute, by item, in the unit of the values. */
		carried: readonly { share: number; add: number }[];
	},
): Influence[] {
	const all = Array.from(values, (_, s) => s);
	const before = new Set(insideOf(options.places, options.top));
	return whole.jurors.map((juror, j): Influence => {
		const kept = all.filter((s) => whole.juror[s] !== j);
		const table = partOf(whole, kept, true);
		if (kept.length === 0) {
			return { juror, enters: [], leaves: [...before], unscored: [...options.places.keys()], largestShift: 0 };
		}
		const { quality, mean } = solveEquations(
			equationsOf(
				table,
				Float64Array.from(kept, (s) => values[s] as number),
			),
			ratios,
		);
		const places = placesOf(
			table.ofItem.map((own, i) => {
				const { share, add } = options.carried[i] as (typeof options.carried)[number];
				return own.length > 0 ? share * (mean + (quality[i] as number)) + add : null;
			}),
			options.same,
		);
		const after = new Map(table.items.flatMap((item, i) => (places[i] == null ? [] : [[item, places[i]] as const])));
		const inside = new Set(insideOf(after, options.top));
		let largestShift = 0;
		for (const [item, place] of after) {
			largestShift = Math.max(largestShift, Math.abs(place - (options.places.get(item) ?? place)));
		}
		return {
			juror,
			enters: [...inside].filter((item) => !before.has(item)),
			leaves: [...before].filter((item) => !inside.has(item)),
			unscored: [...options.places.keys()].filter((item) => !after.has(item)),
			largestShift,
		};
	});
}

/** Who has one of the first k places, shared ones included. */
function insideOf(places: ReadonlyMap<string, number>, top: number | null): string[] {
	return top === null ? [] : [...places].filter(([, place]) => place <= top).map(([item]) => item);
}
