import { choleskyOf, logDeterminant, solveLower, solveUpper } from './cholesky.ts';
import type { ScoreTable } from './score-table.ts';

/*
 * Henderson's mixed model equations (Henderson 1975; Searle, Casella, McCulloch 1992, ch. 7) of
 *   score = μ + quality of the item + severity of the juror + noise / √weight
 * with the larger of the two groups eliminated first: what is factored is as large as the smaller group, plus 1 for μ.
 * Where jurors read pools of different quality, quality is told in two: its own part, and the mean of a level of each juror who
 * reads the item (multiple membership, Browne, Goldstein and Rasbash 2001). Without it shrinkage takes a good pool for mild jurors.
 * Everything is in units of the noise: a ratio is a group's variance over that of the noise.
 */

export interface Ratios {
	quality: number;
	severity: number;
	/** Of the level of what a juror reads; null: pools are alike. */
	pool: number | null;
}

/** What of a table does not depend on the ratios. */
export interface Equations {
	table: ScoreTable;
	/** Which group is eliminated: the larger one. */
	wide: 'items' | 'jurors';
	/** The values that are explained, in the order of the table's scores: any shift and scale of the scores. */
	values: Float64Array;
}

/** A sum over what was kept, `Σ by·kept[place]`, plus something independent of it with a variance of its own. */
export interface Functional {
	places: readonly number[];
	by: readonly number[];
	own: number;
}

/** The equations at given ratios, solved. */
export interface Solution {
	equations: Equations;
	ratios: Ratios;
	mean: number;
	/** Best linear unbiased predictions by item and by juror. */
	quality: Float64Array;
	severity: Float64Array;
	/** Σ weight·residual² plus the penalties: y'Py of the literature. */
	squares: number;
	/** The factor of what is left after elimination, and its size; the place of μ is the last. */
	factor: Float64Array;
	size: number;
	/** Logarithm of the determinant of all equations. */
	logDeterminant: number;
	/** Quality by item and severity by juror, around their predictions, by what was kept. */
	qualityOf: readonly Functional[];
	severityOf: readonly Functional[];
}

/** Sets the equations up. */
export function equationsOf(table: ScoreTable, values: Float64Array): Equations {
	return { table, values, wide: table.items.length >= table.jurors.length ? 'items' : 'jurors' };
}

/** Solves the equations; they are definite for any ratios above 0 and at least one score. */
export function solveEquations(equations: Equations, ratios: Ratios): Solution {
	const { table, values } = equations;
	const { weight } = table;
	const itemsWide = equations.wide === 'items';
	const wideCount = itemsWide ? table.items.length : table.jurors.length;
	const narrowCount = itemsWide ? table.jurors.length : table.items.length;
	const ofWide = itemsWide ? table.ofItem : table.ofJuror;
	const wideOf = itemsWide ? table.item : table.juror;
	const narrowOf = itemsWide ? table.juror : table.item;
	const wideRidge = 1 / (itemsWide ? ratios.quality : ratios.severity);
	const narrowRidge = 1 / (itemsWide ? ratios.severity : ratios.quality);
	const pool = itemsWide ? ratios.pool : null;
	const size = narrowCount + (pool === null ? 0 : narrowCount) + 1;
	const matrix = new Float64Array(size * size);
	const right = new Float64Array(size);
	const add = (row: number, column: number, by: number): void => {
		// Both orders are met; the lower half is kept. Two scores of one pair meet on the diagonal, rightly in both orders.
		if (column <= row) matrix[row * size + column] = (matrix[row * size + column] as number) + by;
	};
	for (let j = 0; j < narrowCount; j += 1) {
		add(j, j, narrowRidge);
		if (pool !== null) add(narrowCount + j, narrowCount + j, 1 / pool);
	}
	const diagonal = new Float64Array(wideCount);
	const sums = new Float64Array(wideCount);
	const rows: { places: number[]; by: number[]; shared: number }[] = [];
	let logs = 0;
	for (let i = 0; i < wideCount; i += 1) {
		const own = ofWide[i] as readonly number[];
		let weights = 0;
		let sum = 0;
		for (const s of own) {
			weights += weight[s] as number;
			sum += (weight[s] as number) * (values[s] as number);
		}
		const d = weights + wideRidge;
		diagonal[i] = d;
		sums[i] = sum;
		logs += Math.log(d);
		// First the scores' own places, then what all of them share: the levels of its readers, and μ.
		const places = own.map((s) => narrowOf[s] as number);
		const coefficient = own.map(() => 1);
		if (pool !== null) {
			for (const s of own) {
				places.push(narrowCount + (narrowOf[s] as number));
				coefficient.push(1 / own.length);
			}
		}
		places.push(size - 1);
		coefficient.push(1);
		const shared = own.length;
		const by = places.map((_, x) =>
			x < shared ? (weight[own[x] as number] as number) : weights * (coefficient[x] as number),
		);
		rows.push({ places, by, shared });
		for (let x = 0; x < places.length; x += 1) {
			const row = places[x] as number;
			const byRow = by[x] as number;
			right[row] = (right[row] as number) - (byRow * sum) / d;
			if (x < shared) {
				const s = own[x] as number;
				right[row] = (right[row] as number) + (weight[s] as number) * (values[s] as number);
				add(row, row, byRow);
			} else right[row] = (right[row] as number) + (coefficient[x] as number) * sum;
			for (let y = 0; y < places.length; y += 1) {
				const column = places[y] as number;
				let together = 0;
				if (x >= shared)
					together = y < shared ? (by[y] as number) * (coefficient[x] as number) : byRow * (coefficient[y] as number);
				else if (y >= shared) together = byRow * (coefficient[y] as number);
				add(row, column, together - (byRow * (by[y] as number)) / d);
			}
		}
	}
	const factor = choleskyOf(matrix, size);
	const kept = solveUpper(factor, size, solveLower(factor, size, right));
	const mean = kept[size - 1] as number;
	const narrow = kept.slice(0, narrowCount);
	const wide = new Float64Array(wideCount);
	const level = new Float64Array(wideCount);
	let penalty = 0;
	for (let i = 0; i < wideCount; i += 1) {
		const { places, by, shared } = rows[i] as (typeof rows)[number];
		let sum = sums[i] as number;
		for (let x = 0; x < places.length; x += 1) sum -= (by[x] as number) * (kept[places[x] as number] as number);
		wide[i] = sum / (diagonal[i] as number);
		penalty += wideRidge * (wide[i] as number) ** 2;
		if (pool !== null) {
			for (const place of places.slice(shared, -1)) level[i] = (level[i] as number) + (kept[place] as number) / shared;
		}
	}
	const total = wide.map((value, i) => value + (level[i] as number));
	let squares = penalty;
	for (let s = 0; s < values.length; s += 1) {
		const fitted = mean + (total[wideOf[s] as number] as number) + (narrow[narrowOf[s] as number] as number);
		squares += (weight[s] as number) * ((values[s] as number) - fitted) ** 2;
	}
	for (let j = 0; j < narrowCount; j += 1) {
		squares += narrowRidge * (narrow[j] as number) ** 2;
		if (pool !== null) squares += (kept[narrowCount + j] as number) ** 2 / pool;
	}
	const ofWideGroup = rows.map(({ places, by, shared }, i): Functional => {
		const d = diagonal[i] as number;
		const isLevel = (x: number) => pool !== null && x >= shared && x < places.length - 1;
		return { places, by: by.map((value, x) => -value / d + (isLevel(x) ? 1 / shared : 0)), own: 1 / d };
	});
	const ofNarrowGroup = Array.from({ length: narrowCount }, (_, j): Functional => ({ places: [j], by: [1], own: 0 }));
	return {
		equations,
		ratios,
		mean,
		quality: itemsWide ? total : narrow,
		severity: itemsWide ? narrow : total,
		squares,
		factor,
		size,
		logDeterminant: logDeterminant(factor, size) + logs,
		qualityOf: itemsWide ? ofWideGroup : ofNarrowGroup,
		severityOf: itemsWide ? ofNarrowGroup : ofWideGroup,
	};
}
