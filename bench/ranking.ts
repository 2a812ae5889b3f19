import {
	foundOfTop,
	juryCases,
	kendallTau,
	type Method,
	methods,
	simulateJury,
	valuesBy,
} from './lib/ranking-simulation.ts';
import type { Benchmark, Figure } from './lib/bench.ts';

const seeds = 200;
/** Three decimals are what differs: τ is printed in thousandths. */
const thousandths = (value: number) => Math.round(1000 * value);

export const ranking: Benchmark = {
	name: 'ranking',
	title: `Kendall's tau with the true order of ${seeds} simulated juries (x 1000; quality sd 1, scores rounded to 1–10; bench/lib/ranking-simulation.ts)`,
	async run(say) {
		const figures: Figure[] = [];
		for (const jury of juryCases) {
			const { name, items, jurors, perItem, bias, noise, top, allocation } = jury;
			const sums = new Map<Method, { tau: number; found: number; ms: number }>(
				methods.map((method) => [method, { tau: 0, found: 0, ms: 0 }]),
			);
			for (let seed = 1; seed <= seeds; seed += 1) {
				const { quality, scores } = simulateJury(jury, seed);
				for (const method of methods) {
					const sum = sums.get(method) as { tau: number; found: number; ms: number };
					const began = performance.now();
					const values = valuesBy(method, scores, items);
					sum.ms += (performance.now() - began) / seeds;
					sum.tau += kendallTau(quality, values) / seeds;
					sum.found += foundOfTop(quality, values, top) / seeds;
				}
				if (seed % 50 === 0) say(`${name}: ${seed} of ${seeds}`);
			}
			const tau = (method: Method) => sums.get(method)?.tau as number;
			const design = `${items} x ${perItem} by ${jurors}, bias ${bias}, noise ${noise}, ${allocation === 'random' ? 'by lot' : 'in pools'}`;
			const least =
				allocation === 'random'
					? Math.max(tau('raw mean'), tau('z-score'))
					: Math.max(tau('raw mean') - 0.03, tau('z-score') + 0.15);
			for (const method of methods) {
				const { found, ms } = sums.get(method) as { found: number; ms: number };
				figures.push({
					what: method === 'raw mean' ? `${name} (${design}): raw mean` : `   ${method}`,
					value: thousandths(tau(method)),
					unit: 'τ',
					...(method === 'mixed model' ? { goal: { atLeast: thousandths(least) } } : {}),
					details: { [`% of best ${top}`]: thousandths(found) / 10, ms: Math.round(10 * ms) / 10 },
				});
			}
		}
		return figures;
	},
};
