import { type Equations, type Ratios, type Solution, solveEquations } from './mixed-equations.ts';
import { narrowed } from './narrowed.ts';
import { lowestPoint } from './nelder-mead.ts';

/*
 * How much of the spread of scores is quality, how much severity, how much noise: restricted maximum likelihood
 * (Patterson and Thompson 1971; Bates and others 2015, section 3 for the profiled form), with a weak prior on the ratios
 * so that few scores give no variance of exactly nothing or of everything (in the spirit of Chung and others 2013).
 */

/** Standard deviation of the prior on the logarithm of each ratio: a factor of 20 either way is nothing unusual. */
const priorSpread = 3;
/** Ratios stay within e^±12: beyond it the equations lose digits and the ranking no longer changes. */
const farthest = 12;
/** Pools count as different when that explains so much more: 5 % on the edge of what is possible (Self and Liang 1987). */
const poolsFrom = 2.71;
/** Above so many jurors pools are taken to be alike: the equations would be twice as large. */
const mostForPools = 250;
/** Above so many jurors (or items, where these are fewer) the ratios are fitted to some of them: thousands of scores tell them well enough. */
const mostForRatios = 200;

/** Logarithms of the ratios: quality, severity and, where pools differ, pool. */
type Point = readonly number[];

const ratiosAt = ([quality = 0, severity = 0, pool]: Point): Ratios => ({
	quality: Math.exp(quality),
	severity: Math.exp(severity),
	pool: pool === undefined ? null : Math.exp(pool),
});

/** −2 × the restricted log likelihood but for a constant. */
function deviance(equations: Equations, point: Point): number {
	const { table, values } = equations;
	const { logDeterminant, squares } = solveEquations(equations, ratiosAt(point));
	const [quality = 0, severity = 0, pool = 0] = point;
	return (
		logDeterminant +
		table.items.length * quality +
		table.jurors.length * (severity + pool) +
		(values.length - 1) * Math.log(Math.max(squares, 1e-300))
	);
}

const penalty = (point: Point) => point.reduce((sum, value) => sum + value * value, 0) / priorSpread ** 2;

export interface Fitted {
	solution: Solution;
	/** Variance of the noise of a score of weight 1, in the square of the values' unit. */
	noise: number;
}

/** Fits the ratios to the values. At least two scores that are not all equal are needed. */
export function fitVariances(equations: Equations): Fitted {
	const fitFrom = (start: Point) =>
		lowestPoint((point) => deviance(equations, point) + penalty(point), start, farthest);
	const some = narrowed(equations, mostForRatios);
	if (some !== equations) {
		return atPoint(
			equations,
			lowestPoint((point) => deviance(some, point) + penalty(point), [0, 0], farthest),
		);
	}
	const alike = fitFrom([0, 0]);
	if (equations.wide !== 'items' || equations.table.jurors.length > mostForPools) return atPoint(equations, alike);
	const without = deviance(equations, alike);
	const tried = [-2, 0, 2].map((pool) => [...alike, pool]);
	const gains = tried.map((point) => without - deviance(equations, point));
	const most = Math.max(...gains);
	return atPoint(equations, most < poolsFrom ? alike : fitFrom(tried[gains.indexOf(most)] as Point));
}

function atPoint(equations: Equations, point: Point): Fitted {
	const solution = solveEquations(equations, ratiosAt(point));
	return { solution, noise: solution.squares / Math.max(1, equations.values.length - 1) };
}
