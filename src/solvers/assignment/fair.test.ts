import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bestSet } from './best-set.ts';
import { checkCertificate } from './certificate.ts';
import { solveFair } from './fair.ts';
import { boundWithFloors, roundedPrices } from './floor-bound.ts';
import { paperScores, reachOf, worstAlone } from './paper-scores.ts';
import { type ProblemInput, problemOf } from './problem.ts';
import { measured, raise } from './raise.ts';
import { anyInstance, contestedInstance, type Oracle, oracle } from './testing-instances.ts';
import { weighingOf } from './weighing.ts';

let highs: Oracle;
beforeAll(async () => {
	highs = await oracle();
});

const either = fc.oneof(anyInstance, contestedInstance);

/** HiGHS answers whole numbers with a little noise. */
const whole = (value: number | undefined) => (value === undefined ? undefined : Math.round(value));

describe('the best set of a paper that comes to a floor', () => {
	test('is that of all sets, tried one by one', () => {
		const person = fc.record({ score: fc.integer({ min: -5, max: 15 }), price: fc.integer({ min: -8, max: 15 }) });
		fc.assert(
			fc.property(
				fc.array(person, { maxLength: 9 }),
				fc.integer({ min: 1, max: 4 }),
				fc.integer({ min: -10, max: 50 }),
				(people, places, floor) => {
					const sorted = people.toSorted((a, b) => b.score - a.score);
					const best = bestSet(4);
					best.begin(places);
					for (const [j, { score, price }] of sorted.entries()) best.offer(j, score, score - price);
					let most = Number.NEGATIVE_INFINITY;
					for (let set = 0; set < 1 << sorted.length; set++) {
						const own = sorted.filter((_, j) => (set >> j) & 1);
						const sum = own.reduce((total, { score }) => total + score, 0);
						const rest = own.reduce((total, { score, price }) => total + score - price, 0);
						if (own.length === places && sum >= floor) most = Math.max(most, rest);
					}
					expect(best.most(floor)).toBe(most);
				},
			),
		);
	});
});

describe('the bound of all assignments with floors', () => {
	test('is never below the best of them, whatever the prices', () => {
		const price = fc.double({ min: -20, max: 40, noNaN: true });
		let compared = 0;
		fc.assert(
			fc.property(either, fc.infiniteStream(price), fc.infiniteStream(fc.nat(30)), (input, prices, below) => {
				const problem = problemOf(input);
				const any = Float64Array.from({ length: problem.reviewers }, () => prices.next().value as number);
				const floors = reachOf(problem).map((most) => Math.max(-1000, most - (below.next().value as number)));
				const best = whole(highs.bestWith(input, floors));
				if (best === undefined) return;
				compared++;
				for (const given of [any, roundedPrices(problem, any)])
					expect(boundWithFloors(problem, given, floors).bound).toBeGreaterThanOrEqual(best);
				// With nothing of the total in it, a bound below nothing would say that there is none of them.
				expect(boundWithFloors(problem, any, floors, { share: 0 }).bound).toBeGreaterThanOrEqual(0);
			}),
			{ seed: 49, numRuns: 60 },
		);
		expect(compared).toBeGreaterThan(5);
	});

	test('sees prices that are no whole parts of a point', () => {
		const scores = { paper: Int32Array.of(0, 0), reviewer: Int32Array.of(0, 1), score: Float64Array.of(5, 4) };
		const problem = problemOf({ papers: 1, reviewers: 2, demand: 1, max: 1, scores });
		expect(boundWithFloors(problem, Float64Array.of(0.1, 0.2), Float64Array.of(5)).bound).toBe(5);
		expect(boundWithFloors(problem, Float64Array.of(0, 0), Float64Array.of(6)).bound).toBe(Number.NEGATIVE_INFINITY);
	});
});

/** Everything that a fair assignment claims, held against HiGHS. */
function checkClaims(input: ProblemInput) {
	const problem = problemOf(input);
	const fair = solveFair(problem);
	if (fair.kind === 'infeasible') return undefined;
	const { faults, total, bound } = checkCertificate(problem, fair.assignment, fair.without.prices);
	expect(faults).toEqual([]);
	expect(total).toBe(fair.assignment.total);
	expect(total).toBeLessThanOrEqual(bound);
	const sums = paperScores(problem.papers, fair.assignment).filter((_, i) => (problem.demand[i] as number) > 0);
	if (sums.length === 0) return undefined;
	expect(Math.min(...sums)).toBe(fair.worst);
	const worst = problem.demand.every((one) => one > 0) ? (whole(highs.bestWorst(input)) as number) : fair.worst;
	expect(fair.worst).toBeLessThanOrEqual(worst);
	expect(fair.worstBound).toBeGreaterThanOrEqual(worst);
	expect(fair.worstBound).toBeLessThanOrEqual(worstAlone(reachOf(problem)));
	if (fair.worstPrices) {
		const beyond = reachOf(problem).map((most) => Math.min(most, fair.worstBound + 1));
		expect(boundWithFloors(problem, fair.worstPrices, beyond, { share: 0 }).bound).toBeLessThan(0);
	} else expect(fair.worstBound).toBe(worstAlone(reachOf(problem)));
	const totals = [fair.withWorst, fair.withOthers].map((proof) => {
		expect(boundWithFloors(problem, proof.prices, proof.floors).bound).toBe(proof.bound);
		const best = whole(
			highs.bestWith(
				input,
				proof.floors.map((floor) => Math.max(-1000, floor)),
			),
		) as number;
		expect(proof.bound).toBeGreaterThanOrEqual(best);
		expect(total).toBeLessThanOrEqual(best);
		return best;
	});
	return { fair, total, worst, best: totals[1] as number };
}

describe('fairness', () => {
	test('claims nothing that HiGHS does not find true', () => {
		fc.assert(
			fc.property(either, (input) => void checkClaims(input)),
			{ numRuns: 30 },
		);
	});

	test('finds and proves the best worst paper and the best total with it, forty times of forty', () => {
		const counts = { all: 0, worst: 0, worstProven: 0, total: 0, totalProven: 0 };
		for (const input of fc.sample(contestedInstance, { seed: 49, numRuns: 40 })) {
			const claims = checkClaims(input);
			if (!claims) continue;
			const { fair, total, worst, best } = claims;
			counts.all++;
			if (fair.worst === worst) counts.worst++;
			if (fair.worst === fair.worstBound) counts.worstProven++;
			if (total === best) counts.total++;
			if (total === fair.withOthers.bound) counts.totalProven++;
		}
		expect(counts).toEqual({ all: 40, worst: 40, worstProven: 40, total: 40, totalProven: 40 });
	});

	test('is never worse than what weights alone come to', () => {
		fc.assert(
			fc.property(either, (input) => {
				const problem = problemOf(input);
				const fair = solveFair(problem);
				if (fair.kind === 'infeasible' || fair.assignment.paper.length === 0) return;
				const reach = reachOf(problem);
				const least = fair.without.assignment.total - 0.0005 * Math.abs(fair.without.assignment.total);
				const options = { rounds: 30, levels: 6, least };
				const { best } = raise(weighingOf(problem), reach, fair.without.assignment, options);
				expect(fair.worst).toBeGreaterThanOrEqual(best.worst);
				if (fair.worst > best.worst) return;
				expect(measured(fair.assignment, reach).level).toBeGreaterThanOrEqual(best.level);
				expect(fair.assignment.total).toBeGreaterThanOrEqual(best.assignment.total);
			}),
			{ seed: 49, numRuns: 60 },
		);
	});

	/** Paper 0 takes both good reviewers unless it has to share. */
	const greedy: ProblemInput = {
		papers: 2,
		reviewers: 4,
		demand: 2,
		max: 1,
		scores: {
			paper: Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]),
			reviewer: Int32Array.from([0, 1, 2, 3, 0, 1, 2, 3]),
			score: Float64Array.from([100, 100, 10, 10, 80, 80, 1, 1]),
		},
	};

	test('raises the worst paper where that is possible', () => {
		const fair = solveFair(problemOf(greedy));
		if (fair.kind === 'infeasible') throw new Error('infeasible');
		expect(fair.without.assignment.total).toBe(202);
		expect(fair).toMatchObject({ worst: 81, worstBound: 81, assignment: { total: 191 }, withWorst: { bound: 191 } });
	});

	test('a paper that needs nobody holds no worst down', () => {
		const fair = solveFair(problemOf({ ...greedy, papers: 3, demand: Int32Array.from([2, 2, 0]) }));
		expect(fair).toMatchObject({ worst: 81, worstBound: 81, assignment: { total: 191 } });
	});
});
