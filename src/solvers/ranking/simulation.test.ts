import { describe, expect, test } from 'vitest';
import { juryCases, kendallTau, type Method, simulateJury, valuesBy } from '../../../bench/lib/ranking-simulation.ts';

/*
 * The first seeds of the benchmark `ranking`, which runs 200 and every case: enough to notice that the model got worse.
 */
const seeds = 40;

describe('on juries of which the true order is known', () => {
	for (const jury of juryCases.filter(({ items }) => items <= 60)) {
		test(jury.name, () => {
			const tau = (method: Method) => {
				let sum = 0;
				for (let seed = 1; seed <= seeds; seed += 1) {
					const { quality, scores } = simulateJury(jury, seed);
					sum += kendallTau(quality, valuesBy(method, scores, jury.items));
				}
				return sum / seeds;
			};
			const [mixed, raw, z] = [tau('mixed model'), tau('raw mean'), tau('z-score')];
			if (jury.allocation === 'random') {
				expect(mixed).toBeGreaterThan(raw);
				// Within the error of so few seeds; the benchmark asks for no less than the z-score.
				expect(mixed).toBeGreaterThan(z - 0.005);
			} else {
				expect(mixed).toBeGreaterThan(raw - 0.03);
				expect(mixed).toBeGreaterThan(z + 0.15);
			}
		});
	}
});
