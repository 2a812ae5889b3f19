import { bradleyTerry, normalOf, randomFrom, rankScores, type Score } from '#solvers/ranking/index.ts';

/*
 * Juries that were made up, of which the true order is known. Quality has a standard deviation of 1; a score is
 *   round(5.5 + 1.5·(quality + severity + noise)), at least 1, at most 10.
 * Each seed is one jury; the seeds are 1 … 200.
 */

/** Sizes, bias and noise of a case; all deviations in units of the spread of quality. */
export interface JuryCase {
	name: string;
	items: number;
	jurors: number;
	perItem: number;
	/** Standard deviation of the jurors' severities. */
	bias: number;
	/** Standard deviation of the noise of one score. */
	noise: number;
	/** How many the award takes. */
	top: number;
	/**
	 * `random`: each item goes to the least loaded jurors, drawn by lot among equals. `pools`: jurors stand in a row, and
	 * an item is read near its place in an order of the items in which quality and a chance of the same spread are mixed:
	 * who is known to the good ones reads the good ones.
	 */
	allocation: 'random' | 'pools';
}

export const juryCases: readonly JuryCase[] = [
	{
		name: '60 nominees, strong bias',
		items: 60,
		jurors: 12,
		perItem: 4,
		bias: 0.9,
		noise: 0.65,
		top: 6,
		allocation: 'random',
	},
	{
		name: '60 nominees, weak bias',
		items: 60,
		jurors: 12,
		perItem: 4,
		bias: 0.3,
		noise: 0.65,
		top: 6,
		allocation: 'random',
	},
	{
		name: '60 nominees, different pools',
		items: 60,
		jurors: 12,
		perItem: 4,
		bias: 0.9,
		noise: 0.65,
		top: 6,
		allocation: 'pools',
	},
	{
		name: 'award, 20 finalists',
		items: 20,
		jurors: 8,
		perItem: 4,
		bias: 0.9,
		noise: 0.65,
		top: 3,
		allocation: 'random',
	},
	{
		name: 'symposium, 400 papers',
		items: 400,
		jurors: 150,
		perItem: 3,
		bias: 0.5,
		noise: 0.7,
		top: 100,
		allocation: 'random',
	},
];

export interface SimulatedJury {
	/** True quality by item number. */
	quality: number[];
	/** Items are named by their number, in four digits. */
	scores: Score[];
}

/** One jury of a case, the same for the same seed. */
export function simulateJury(one: JuryCase, seed: number): SimulatedJury {
	const random = randomFrom(seed);
	const normal = normalOf(random);
	const quality = Array.from({ length: one.items }, normal);
	const severity = Array.from({ length: one.jurors }, () => one.bias * normal());
	const key = quality.map((value) => value + normal());
	const place = new Map(
		[...quality.keys()].sort((a, b) => (key[a] as number) - (key[b] as number)).map((i, at) => [i, at]),
	);
	const load = new Array<number>(one.jurors).fill(0);
	const scores = quality.flatMap((value, i) => {
		const centre = (((place.get(i) as number) + 0.5) / one.items) * one.jurors - 0.5;
		const wish = load.map((count, j) => ({
			j,
			by: one.allocation === 'random' ? count + random() : Math.abs(j - centre) + POOL_SPREAD * random(),
		}));
		const chosen = wish.sort((a, b) => a.by - b.by).slice(0, one.perItem);
		return chosen.map(({ j }): Score => {
			load[j] = (load[j] as number) + 1;
			const exact = 5.5 + 1.5 * (value + (severity[j] as number) + one.noise * normal());
			return { item: itemName(i), juror: `j${j}`, value: Math.min(10, Math.max(1, Math.round(exact))) };
		});
	});
	return { quality, scores };
}
const POOL_SPREAD = 3;

const itemName = (i: number) => String(i).padStart(4, '0');

export const methods = ['raw mean', 'median', 'z-score', 'mixed model', 'Bradley–Terry'] as const;
export type Method = (typeof methods)[number];

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What each method makes of a jury, by item number. */
export function valuesBy(method: Method, scores: readonly Score[], items: number): number[] {
	const of = (field: 'item' | 'juror') => Map.groupBy(scores, (score) => score[field]);
	const byItem = (value: (own: readonly Score[]) => number) => {
		const groups = of('item');
		return Array.from({ length: items }, (_, i) => value(groups.get(itemName(i)) as Score[]));
	};
	if (method === 'raw mean') return byItem((own) => mean(own.map(({ value }) => value)));
	if (method === 'median') {
		return byItem((own) => {
			const sorted = own.map(({ value }) => value).sort((a, b) => a - b);
			return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
		});
	}
	if (method === 'z-score') {
		const jurors = new Map(
			[...of('juror')].map(([juror, own]) => {
				const middle = mean(own.map(({ value }) => value));
				const squares = own.reduce((sum, { value }) => sum + (value - middle) ** 2, 0);
				return [juror, { middle, spread: Math.sqrt(squares / Math.max(1, own.length - 1)) || 1 }];
			}),
		);
		return byItem((own) =>
			mean(
				own.map(({ juror, value }) => {
					const { middle, spread } = jurors.get(juror) as { middle: number; spread: number };
					return (value - middle) / spread;
				}),
			),
		);
	}
	if (method === 'mixed model') {
		const adjusted = new Map(rankScores(scores).items.map(({ item, adjusted }) => [item, adjusted as number]));
		return Array.from({ length: items }, (_, i) => adjusted.get(itemName(i)) as number);
	}
	const before = Array.from({ length: items }, () => new Array<number>(items).fill(0));
	for (const own of of('juror').values()) {
		for (const one of own) {
			for (const other of own) {
				if (one.item === other.item) continue;
				const row = before[Number(one.item)] as number[];
				const won = one.value > other.value ? 1 : one.value === other.value ? 0.5 : 0;
				row[Number(other.item)] = (row[Number(other.item)] as number) + won;
			}
		}
	}
	return bradleyTerry(before).map(({ strength }) => strength);
}

/** Kendall's τ, a pair that is tied counting as half right: what drawing lots among equals would come to. */
export function kendallTau(one: readonly number[], other: readonly number[]): number {
	let sum = 0;
	for (let i = 0; i < one.length; i += 1) {
		for (let k = 0; k < i; k += 1) {
			sum +=
				Math.sign((one[i] as number) - (one[k] as number)) * Math.sign((other[i] as number) - (other[k] as number));
		}
	}
	return sum / ((one.length * (one.length - 1)) / 2);
}

/** Share of the true best k that are among the best k by the method; ties by number. */
export function foundOfTop(quality: readonly number[], values: readonly number[], top: number): number {
	const best = (list: readonly number[]) =>
		new Set([...list.keys()].sort((a, b) => (list[b] as number) - (list[a] as number) || a - b).slice(0, top));
	const truth = best(quality);
	return [...best(values)].filter((i) => truth.has(i)).length / top;
}
