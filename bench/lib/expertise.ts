import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../src/core/paths/index.ts';

/** By reviewer and paper: how he rated his own expertise (1 to 5), or what a method says of it. */
export type Ratings = Record<string, Record<string, number>>;

/**
 * The gold standard of Stelmakh, Wieting, Neubig and Shah, "A Gold Standard Dataset for the Reviewer Assignment Problem"
 * (2023): 58 researchers rated their expertise in 463 papers that they had read; ten data sets draw 20 publications of each.
 */
export interface GoldStandard {
	papers: Record<string, { t: string; a: string | null }>;
	submissions: string[];
	/** By data set and reviewer, the publications of his profile. */
	profiles: Record<string, Record<string, string[]>>;
	evaluations: Ratings;
	/** What published methods say, by method and data set. */
	published: Record<string, Record<string, Ratings>>;
}

/** Reads it from the folder of shared data beside the project; undefined where that is absent. */
export function readGoldStandard(folder = inProject('..', 'shared', 'data', 'affinity')): GoldStandard | undefined {
	if (!existsSync(join(folder, 'd20.json'))) return undefined;
	const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
	return { ...read('d20.json'), published: read('published-predictions.json') };
}

export interface Agreement {
	/** Weighted Kendall loss: 0 orders every pair as the reviewers do, 0.5 is chance. */
	loss: number;
	/** Share of pairs in the right order, where one paper was rated 4 or more and the other 2 or less. */
	easy: number;
	/** The same where both were rated 4 or more. */
	hard: number;
}

/**
 * How well predictions order the papers of each reviewer: every pair with different ratings counts by their difference when
 * it is in the wrong order, half of it when the predictions are equal, over the sum of all differences. Pure.
 */
export function agreementOf(evaluations: Ratings, predicted: Ratings): Agreement {
	let wrong = 0;
	let all = 0;
	const right = { easy: 0, hard: 0 };
	const pairs = { easy: 0, hard: 0 };
	for (const [reviewer, ratings] of Object.entries(evaluations)) {
		const papers = Object.keys(ratings);
		papers.forEach((one, at) => {
			for (const other of papers.slice(at + 1)) {
				const a = ratings[one] as number;
				const b = ratings[other] as number;
				if (a === b) continue;
				const difference = (predicted[reviewer]?.[one] as number) - (predicted[reviewer]?.[other] as number);
				if (Number.isNaN(difference)) throw new Error(`no prediction for ${reviewer}`);
				const error = difference === 0 ? 0.5 : difference > 0 === a > b ? 0 : 1;
				wrong += error * Math.abs(a - b);
				all += Math.abs(a - b);
				const kind = Math.min(a, b) >= 4 ? 'hard' : Math.max(a, b) >= 4 && Math.min(a, b) <= 2 ? 'easy' : undefined;
				if (kind) {
					right[kind] += 1 - error;
					pairs[kind]++;
				}
			}
		});
	}
	return { loss: wrong / all, easy: right.easy / pairs.easy, hard: right.hard / pairs.hard };
}

/** The mean over data sets. Pure. */
export function meanAgreement(list: readonly Agreement[]): Agreement {
	const mean = (of: keyof Agreement) => list.reduce((sum, one) => sum + one[of], 0) / list.length;
	return { loss: mean('loss'), easy: mean('easy'), hard: mean('hard') };
}
