import fc from 'fast-check';
import loadHighs from 'highs';
import type { ProblemInput } from './problem.ts';

/* For tests alone: random instances, and HiGHS as an oracle that shares nothing with our solver. */

const columns = (pairs: readonly (readonly [number, number])[]) => ({
	paper: Int32Array.from(pairs, ([paper]) => paper),
	reviewer: Int32Array.from(pairs, ([, reviewer]) => reviewer),
});

/** Small instances of every kind: ties, negative scores, conflicts that are listed, pairs twice, own loads, no papers. */
export const anyInstance: fc.Arbitrary<ProblemInput> = fc
	.record({ papers: fc.integer({ min: 0, max: 7 }), reviewers: fc.integer({ min: 1, max: 6 }) })
	.chain(({ papers, reviewers }) => {
		const pair = fc.tuple(fc.nat(Math.max(0, papers - 1)), fc.nat(reviewers - 1));
		const pairs = (most: number) => (papers === 0 ? fc.constant([]) : fc.array(pair, { maxLength: most }));
		const score = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -3, max: -1 }), fc.constant(5));
		return fc
			.record({
				demand: fc.oneof(fc.nat(3), fc.array(fc.nat(3), { minLength: papers, maxLength: papers })),
				min: fc.oneof(fc.constant(0), fc.nat(4), fc.array(fc.nat(3), { minLength: reviewers, maxLength: reviewers })),
				spare: fc.array(fc.nat(5), { minLength: reviewers, maxLength: reviewers }),
				listed: pairs(papers * reviewers * 2),
				scores: fc.infiniteStream(score),
				defaultScore: fc.option(score, { nil: undefined }),
				conflicts: pairs(4),
				forbidden: pairs(2),
				locks: pairs(2) as fc.Arbitrary<[number, number][]>,
			})
			.map(({ demand, min, spare, listed, scores, conflicts, forbidden, locks, ...rest }): ProblemInput => {
				const least = Int32Array.from({ length: reviewers }, (_, j) =>
					typeof min === 'number' ? min : (min[j] as number),
				);
				const excluded = new Set([...conflicts, ...forbidden].map(String));
				return {
					papers,
					reviewers,
					demand: typeof demand === 'number' ? demand : Int32Array.from(demand),
					min: least,
					max: least.map((value, j) => value + (spare[j] as number)),
					scores: {
						...columns(listed),
						score: Float64Array.from(listed, () => scores.next().value as number),
					},
					conflicts: columns(conflicts),
					forbidden: columns(forbidden),
					locks: columns(locks.filter((lock) => !excluded.has(String(lock)))),
					...rest,
				};
			});
	});

/** Instances in which many papers want the same few people, who have hardly room: where fairness has something to do. */
export const contestedInstance: fc.Arbitrary<ProblemInput> = fc
	.record({
		papers: fc.integer({ min: 3, max: 7 }),
		reviewers: fc.integer({ min: 4, max: 7 }),
		demand: fc.integer({ min: 1, max: 3 }),
	})
	.chain(({ papers, reviewers, demand }) => {
		const pairs = Array.from(
			{ length: papers * reviewers },
			(_, k) => [Math.floor(k / reviewers), k % reviewers] as const,
		);
		const each = (most: number, length: number) => fc.array(fc.nat(most), { minLength: length, maxLength: length });
		return fc
			.record({
				worth: each(12, reviewers),
				liking: each(8, pairs.length),
				listed: each(9, pairs.length),
				spare: fc.nat(2),
				even: fc.boolean(),
				defaultScore: fc.constantFrom(undefined, 0, 4),
			})
			.map(({ worth, liking, listed, spare, even, defaultScore }): ProblemInput => {
				const mean = (papers * demand) / reviewers;
				const own = pairs.filter((_, k) => (listed[k] as number) > 0);
				return {
					papers,
					reviewers,
					demand,
					min: even ? Math.floor(mean) : 0,
					max: Math.ceil(mean) + spare,
					defaultScore,
					scores: {
						...columns(own),
						score: Float64Array.from(
							pairs.flatMap(([, j], k) =>
								(listed[k] as number) > 0 ? [(worth[j] as number) + (liking[k] as number)] : [],
							),
						),
					},
				};
			});
	});

export interface Oracle {
	/** The largest total, or undefined when there is no assignment. */
	best(input: ProblemInput, limit?: number): number | undefined;
	/** The largest total of those whole assignments in which every paper has its floor. */
	bestWith(input: ProblemInput, floors: Float64Array): number | undefined;
	/** The most that the worst paper can have; undefined: there are no papers, or no assignment. */
	bestWorst(input: ProblemInput): number | undefined;
}

/** What HiGHS makes of the same input, written as a linear program from the lists as they were given. */
export async function oracle(): Promise<Oracle> {
	const highs = await loadHighs();
	/** @param aim the total, with a floor for each paper, or else the worst paper */
	const most = (input: ProblemInput, limit: number, aim: 'total' | 'worst', floors?: Float64Array) => {
		const { papers, reviewers, defaultScore } = input;
		const worth = new Map<string, number>();
		for (let i = 0; i < papers; i++)
			for (let j = 0; j < reviewers; j++) if (defaultScore !== undefined) worth.set(`${i}_${j}`, defaultScore);
		for (const [k, i] of input.scores.paper.entries())
			worth.set(`${i}_${input.scores.reviewer[k]}`, input.scores.score[k] as number);
		for (const list of [input.conflicts, input.forbidden])
			for (const [k, i] of (list?.paper ?? new Int32Array()).entries()) worth.delete(`${i}_${list?.reviewer[k]}`);
		const locked = new Set<string>();
		for (const [k, i] of (input.locks?.paper ?? new Int32Array()).entries()) {
			const pair = `${i}_${input.locks?.reviewer[k]}`;
			locked.add(pair);
			if (!worth.has(pair)) worth.set(pair, 0);
		}
		const of = (list: number | Int32Array | undefined, at: number) =>
			typeof list === 'number' ? list : (list?.[at] ?? 0);
		const rows: string[] = [];
		const sum = (pairs: readonly string[]) =>
			pairs.length === 0 ? 'zero' : pairs.map((pair) => `x${pair}`).join(' + ');
		for (let i = 0; i < papers; i++)
			rows.push(`${sum([...worth.keys()].filter((pair) => pair.startsWith(`${i}_`)))} = ${of(input.demand, i)}`);
		for (let j = 0; j < reviewers; j++) {
			const pairs = sum([...worth.keys()].filter((pair) => pair.endsWith(`_${j}`)));
			rows.push(`${pairs} >= ${of(input.min, j)}`, `${pairs} <= ${of(input.max, j)}`);
		}
		const term = ([pair, value]: readonly [string, number]) => `${value < 0 ? '-' : '+'} ${Math.abs(value)} x${pair}`;
		const whole = aim === 'worst' || floors !== undefined;
		for (let i = 0; i < papers && whole; i++) {
			const own = [...worth].filter(([pair]) => pair.startsWith(`${i}_`)).map(term);
			rows.push(`0 zero ${own.join(' ')} ${aim === 'worst' ? '- z >= 0' : `>= ${floors?.[i]}`}`);
		}
		const goal = aim === 'worst' ? ['+ z'] : [...worth].map(term);
		const bounds = [...worth.keys()].map(
			(pair) => `${locked.has(pair) ? 1 : 0} <= x${pair} <= ${locked.has(pair) ? 1 : limit}`,
		);
		const text = `Maximize\n obj: 0 zero ${goal.join(' ')}\nSubject To\n ${rows.join('\n ')}\nBounds\n zero = 0\n ${aim === 'worst' ? 'z free\n ' : ''}${bounds.join('\n ')}\n${whole ? `General\n ${[...worth.keys()].map((pair) => `x${pair}`).join(' ')}\n` : ''}End`;
		const result = highs.solve(text, { output_flag: false });
		if (result.Status === 'Infeasible') return undefined;
		if (result.Status !== 'Optimal') throw new Error(`HiGHS: ${result.Status}`);
		return result.ObjectiveValue;
	};
	return {
		best: (input, limit = 1) => most(input, limit, 'total'),
		bestWith: (input, floors) => most(input, 1, 'total', floors),
		bestWorst: (input) => (input.papers === 0 ? undefined : most(input, 1, 'worst')),
	};
}
