import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ballot, countBallots } from './ballots.ts';
import { bradleyTerry } from './bradley-terry.ts';
import { kemenyOf, pairwiseOf } from './condorcet.ts';

const cast = (...orders: string[]): Ballot[] => orders.map((order, i) => ({ juror: `j${i}`, order: [...order] }));
const four = ['a', 'b', 'c', 'd'];
const anyBallots = fc
	.array(fc.shuffledSubarray(four, { minLength: 0 }), { maxLength: 8 })
	.map((orders) => orders.map((order, i): Ballot => ({ juror: `j${i}`, order })));

function permutations(list: readonly number[]): number[][] {
	if (list.length === 0) return [[]];
	return list.flatMap((one, i) =>
		permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [one, ...rest]),
	);
}

describe('ballots', () => {
	test('all agree: one first by every method, finite strengths, nothing flagged', () => {
		const result = countBallots(cast('abcd', 'abcd', 'abcd'), four);
		expect(result).toMatchObject({ ballots: 3, condorcetWinner: 'a', smithSet: ['a'], flags: [] });
		expect(result.standings.map(({ item }) => item)).toEqual(four);
		expect(result.standings[0]).toMatchObject({ rank: 1, wins: 3, losses: 0, meanPlace: 1 });
		expect(result.kemeny).toEqual({ orders: [four], count: 1, disagreements: 0 });
	});

	test('a circle of majorities has no Condorcet winner, and says among whom', () => {
		const result = countBallots(cast('abcd', 'bcad', 'cabd'), four);
		expect(result.condorcetWinner).toBeNull();
		expect(result.smithSet).toEqual(['a', 'b', 'c']);
		expect(result.flags).toEqual(['no-condorcet-winner', 'tie-at-first', 'kemeny-tied']);
		expect(result.kemeny?.count).toBe(3);
		expect(result.standings.slice(0, 3).every(({ rank }) => rank === 1)).toBe(true);
	});

	test('where the winner by pairs is not the strongest, the difference is named', () => {
		// a beats each other by three to two; b is never worse than second.
		const result = countBallots(cast('abcd', 'abcd', 'abcd', 'bcda', 'bcda'), four);
		expect(result.condorcetWinner).toBe('a');
		expect(result.first.bradleyTerry).toEqual(['b']);
		expect(result.flags).toContain('condorcet-differs');
		expect(result.flags).toContain('kemeny-differs');
		expect(result.first.kemeny).toEqual(['a']);
	});

	test('Kemeny is exact: no permutation disagrees less', () => {
		fc.assert(
			fc.property(anyBallots, (ballots) => {
				const orders = ballots.map(({ order }) => order.map((item) => four.indexOf(item)));
				const before = pairwiseOf(orders, 4);
				const cost = (order: readonly number[]) =>
					order.reduce(
						(sum, one, place) =>
							sum + order.slice(place + 1).reduce((part, k) => part + (before[k]?.[one] as number), 0),
						0,
					);
				const costs = permutations([0, 1, 2, 3]).map(cost);
				const least = Math.min(...costs);
				const kemeny = kemenyOf(before, four);
				expect(kemeny.disagreements).toBe(least);
				expect(kemeny.count).toBe(costs.filter((value) => value === least).length);
				for (const order of kemeny.orders) expect(cost(order.map((item) => four.indexOf(item)))).toBe(least);
			}),
		);
	});

	test('whatever is cast: finite, independent of the order of ballots, a Condorcet winner is alone in the Smith set', () => {
		fc.assert(
			fc.property(anyBallots, (ballots) => {
				const result = countBallots(ballots, four);
				for (const { strength, error, chance } of result.standings) {
					for (const value of [strength, error, chance]) expect(Number.isFinite(value)).toBe(true);
				}
				for (const { strength } of result.plackettLuce) expect(Number.isFinite(strength)).toBe(true);
				expect(countBallots([...ballots].reverse(), four)).toEqual(result);
				if (result.condorcetWinner !== null) {
					expect(result.smithSet).toEqual([result.condorcetWinner]);
					// Every Kemeny order begins with the Condorcet winner.
					expect(result.first.kemeny).toEqual([result.condorcetWinner]);
				}
			}),
		);
	});

	test('no ballot, one finalist, unknown names, somebody twice', () => {
		expect(countBallots([], four)).toMatchObject({
			ballots: 0,
			condorcetWinner: null,
			kemeny: null,
			flags: ['no-ballots'],
		});
		expect(countBallots(cast('a'), ['a'])).toMatchObject({ ballots: 1, smithSet: ['a'], flags: ['few-ballots'] });
		expect(countBallots([], []).standings).toEqual([]);
		const odd = countBallots([{ juror: 'j', order: ['b', 'x', 'b', 'a'] }], ['a', 'b']);
		expect(odd).toMatchObject({
			ballots: 1,
			condorcetWinner: 'b',
			before: [
				[0, 0],
				[1, 0],
			],
		});
	});

	test('Bradley–Terry of two: the odds are those of the wins, drawn in a little by the prior', () => {
		const [one, other] = bradleyTerry([
			[0, 30],
			[10, 0],
		]);
		const difference = (one?.strength as number) - (other?.strength as number);
		expect(difference).toBeGreaterThan(Math.log(3) - 0.05);
		expect(difference).toBeLessThan(Math.log(3));
	});
});
