import { open } from 'node:fs/promises';
import type { Found } from './work.ts';
import type { ReadProblem } from './read-problem.ts';

const written = (id: string) => (/[",\r\n]|^\s|\s$/.test(id) ? `"${id.replaceAll('"', '""')}"` : id);

/** Writes the pairs: paper, reviewer, score as the files have it. */
export async function writePairs(
	file: string,
	{ paperIds, reviewerIds, scale }: ReadProblem,
	found: Found,
): Promise<void> {
	const { paper, reviewer, score } = found.assignment;
	await writeRows(file, 'paper,reviewer,score', paper.length, (k) => {
		const [i, j] = [paper[k] as number, reviewer[k] as number];
		return `${written(paperIds[i] as string)},${written(reviewerIds[j] as string)},${(score[k] as number) / scale}`;
	});
}

/** Writes the price of each reviewer: with it anybody can count what no assignment can have more than. */
export async function writePrices(file: string, { reviewerIds }: ReadProblem, found: Found): Promise<void> {
	const columns = [{ name: 'price', prices: found.prices }, ...(found.fairPrices ?? [])];
	const header = ['reviewer', ...columns.map(({ name }) => name)].join(',');
	await writeRows(file, header, reviewerIds.length, (j) =>
		[written(reviewerIds[j] as string), ...columns.map(({ prices }) => prices[j])].join(','),
	);
}

async function writeRows(file: string, header: string, count: number, row: (k: number) => string): Promise<void> {
	const handle = await open(file, 'w');
	try {
		let piece = `${header}\n`;
		for (let k = 0; k < count; k++) {
			piece += `${row(k)}\n`;
			if (piece.length > 100_000) {
				await handle.write(piece);
				piece = '';
			}
		}
		await handle.write(piece);
	} finally {
		await handle.close();
	}
}
