import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { inProject } from '../../src/core/paths/index.ts';

/** A folder of shared data beside the project; undefined where that is absent. */
export function sharedInstance(...parts: string[]): string | undefined {
	const folder = inProject('..', 'shared', 'data', ...parts);
	return existsSync(folder) ? folder : undefined;
}

/** Numbers from 0 to 1, the same each time. */
function chances(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const topics = 20;

/**
 * Papers and reviewers with weights over topics, some topics far more popular than others, so that many papers want the
 * same people; the score is the cosine of the weights and a tenth of chance, in millionths. Each paper lists its best.
 */
export async function writeLargeInstance(
	folder: string,
	papers: number,
	reviewers: number,
	best: number,
): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const next = chances(20_211_015);
	const weights = (peaks: number) => {
		const values = Float64Array.from({ length: topics }, () => 0.1 * next());
		for (let peak = 0; peak < peaks; peak++) (values[Math.floor(topics * next() ** 2)] as number) += 0.3 + next();
		const length = Math.hypot(...values);
		return values.map((value) => value / length);
	};
	const people = Array.from({ length: reviewers }, () => weights(3));
	const list = async (name: string, header: string, count: number, rows: (at: number) => string) => {
		const file = createWriteStream(join(folder, name));
		file.write(`${header}\n`);
		for (let at = 0; at < count; at++) if (!file.write(rows(at))) await once(file, 'drain');
		file.end();
		await finished(file);
	};
	await list('papers.csv', 'id', papers, (i) => `p${i}\n`);
	await list('reviewers.csv', 'id', reviewers, (j) => `r${j}\n`);
	const scores = new Float64Array(reviewers);
	await list('scores.csv', 'paper,reviewer,score', papers, (i) => {
		const paper = weights(2);
		for (let j = 0; j < reviewers; j++) {
			const person = people[j] as Float64Array;
			let product = 0;
			for (let t = 0; t < topics; t++) product += (paper[t] as number) * (person[t] as number);
			scores[j] = Math.round((0.9 * product + 0.1 * next()) * 1e6) / 1e6;
		}
		const least = scores.slice().sort()[reviewers - best] as number;
		let rows = '';
		let left = best;
		for (let j = 0; j < reviewers && left > 0; j++) {
			if ((scores[j] as number) < least) continue;
			rows += `p${i},r${j},${scores[j]}\n`;
			left--;
		}
		return rows;
	});
}
