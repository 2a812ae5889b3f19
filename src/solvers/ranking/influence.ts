import { placesOf } from './cut.ts';
import { equationsOf, type Ratios, solveEquations } from './mixed-equations.ts';
import { type Score, scoreTable } from './score-table.ts';

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
 * @param scores their values as they are explained (shifted and scaled as in the ranking)
 */
export function leaveOneOut(
	scores: readonly Score[],
	ratios: Ratios,
	options: {
		items: readonly string[];
		places: ReadonlyMap<string, number>;
		top: number | null;
		same: number;
		/** What earlier rounds contribute, by item, in the unit of the values. */
		carried: readonly { share: number; add: number }[];
	},
): Influence[] {
	const jurors = scoreTable(scores).jurors;
	const before = new Set(insideOf(options.places, options.top));
	return jurors.map((juror): Influence => {
		const rest = scores.filter((score) => score.juror !== juror);
		const table = scoreTable(rest, options.items);
		if (table.value.length === 0) {
			return { juror, enters: [], leaves: [...before], unscored: [...options.places.keys()], largestShift: 0 };
		}
		const { quality, mean } = solveEquations(equationsOf(table, table.value), ratios);
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
