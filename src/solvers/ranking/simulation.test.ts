import { describe, expect, test } from 'vitest';
import {
	type JuryCase,
	juryCases,
	kendallTau,
	type Method,
	simulateJury,
	valuesBy,
} from '../../../bench/lib/ranking-simulation.ts';
import { rankScores } from './rank-scores.ts';

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

	test('with more jurors than the ratios are fitted to, it still beats the mean, and is as sure of the variances', () => {
		const many: JuryCase = {
			...{ name: 'many', items: 500, jurors: 240, perItem: 3, bias: 0.5, noise: 0.7, top: 100 },
			allocation: 'random',
		};
		const { quality, scores } = simulateJury(many, 1);
		const tau = (method: Method) => kendallTau(quality, valuesBy(method, scores, many.items));
		expect(tau('mixed model')).toBeGreaterThan(tau('raw mean'));
		// In points: 1.5 for each unit of quality. Those of this one jury lie within a fifth of what they were made with.
		const { variances } = rankScores(scores);
		expect((variances?.quality as number) / 1.5 ** 2).toBeGreaterThan(0.8);
		expect((variances?.quality as number) / 1.5 ** 2).toBeLessThan(1.2);
		expect((variances?.severity as number) / (1.5 * 0.5) ** 2).toBeGreaterThan(0.7);
		expect((variances?.severity as number) / (1.5 * 0.5) ** 2).toBeLessThan(1.3);
	});
});
