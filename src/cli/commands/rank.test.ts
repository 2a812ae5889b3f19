import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '../main.ts';
import { rank } from './rank.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-rank-'));

beforeAll(() => {
	vi.stubEnv('INIT_CWD', folder);
});
afterAll(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

async function orrery(...typed: string[]) {
	let out = '';
	let err = '';
	const code = await main(['rank', ...typed], [rank], {
		out: (text) => {
			out += text;
		},
		err: (text) => {
			err += text;
		},
		live: false,
		elapsed: () => 0,
	});
	return { code, out, err };
}

const file = (name: string, lines: readonly string[]) => {
	writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
	return name;
};

const scores = [
	'item,juror,criterion,score,confidence',
	...['a,x,clarity,9', 'b,x,clarity,7', 'c,x,clarity,3', 'a,y,clarity,6', 'b,y,clarity,5', 'd,y,clarity,1'],
	...['a,x,novelty,8', 'b,x,novelty,9', 'c,x,novelty,2', 'a,y,novelty,5', 'b,y,novelty,6'],
].map((line, i) => (i === 0 ? line : `${line},${1 + (i % 3)}`));

describe('orrery rank', () => {
	test('reports raw and adjusted scores, intervals, bias and tie groups, by total and criterion', async () => {
		const { code, out } = await orrery('--scores', file('scores.csv', scores), '--top', '2', '--json');
		expect(code).toBe(0);
		const data = JSON.parse(out);
		expect(
			data.items
				.map(({ item }: { item: string }) => item)
				.slice(0, 2)
				.sort(),
		).toEqual(['a', 'b']);
		for (const row of data.items) {
			expect(row.low).toBeLessThan(row.adjusted);
			expect(row.high).toBeGreaterThan(row.adjusted);
			expect(row.inTop).toBeGreaterThanOrEqual(0);
		}
		const bias = Object.fromEntries(data.jurors.map((one: { juror: string; bias: number }) => [one.juror, one.bias]));
		expect(bias.x).toBeGreaterThan(bias.y);
		expect(data.tieGroups.flat().sort()).toEqual(['a', 'b', 'c', 'd']);
		expect(data.criteria.map(({ criterion }: { criterion: string }) => criterion)).toEqual(['clarity', 'novelty']);
		expect(data.incomplete).toEqual([{ item: 'd', juror: 'y', missing: ['novelty'] }]);
		expect(data.cut.top).toBe(2);
		// The same files give the same figures.
		expect((await orrery('--scores', 'scores.csv', '--top', '2', '--json')).out).toBe(out);
	});

	test('weights of criteria turn the order', async () => {
		const first = async (weights: string) => {
			const { out } = await orrery('--scores', file('scores.csv', scores), '--weights', weights, '--json');
			return JSON.parse(out).items[0].item;
		};
		expect(await first('clarity=1;novelty=0')).toBe('a');
		expect(await first('clarity=0;novelty=1')).toBe('b');
	});

	test('says it in words too', async () => {
		const { code, out } = await orrery('--scores', file('scores.csv', scores), '--top', '1');
		expect(code).toBe(0);
		expect(out).toMatch(/rank +item +n +raw +by raw +adjusted/);
		expect(out).toMatch(/at the cut|The cut at 1 is clear/);
		expect(out).toContain('Krippendorff');
	});

	test('names what is wrong with a file by its line, all of it', async () => {
		const bad = file('bad.csv', [
			'item,juror,criterion,score',
			'a,x,c,7',
			'a,x,c,8',
			',x,c,1',
			'b,x,c,good',
			'b,y,c,1e99',
		]);
		const { code, err } = await orrery('--scores', bad);
		expect(code).toBe(1);
		for (const line of [3, 4, 5, 6]) expect(err).toContain(`bad.csv:${line}: `);
		expect((await orrery('--scores', file('head.csv', ['item,judge,score', 'a,x,7']))).err).toContain(
			'juror, criterion',
		);
		expect((await orrery('--scores', 'none.csv')).code).toBe(1);
	});

	test('what is typed wrong is usage', async () => {
		file('scores.csv', scores);
		for (const typed of [
			[],
			['--scores', 'scores.csv', '--ballots', 'scores.csv'],
			['--scores', 'scores.csv', '--top', '0'],
			['--scores', 'scores.csv', '--weights', 'clarity'],
			['--scores', 'scores.csv', '--weights', 'beauty=1'],
		]) {
			expect((await orrery(...typed)).code).toBe(2);
		}
	});

	test('counts ballots', async () => {
		const lines = ['abc', 'abc', 'bca'].flatMap((order, j) => [...order].map((item, i) => `j${j},${item},${i + 1}`));
		const { code, out } = await orrery('--ballots', file('final.csv', ['juror,item,place', ...lines]), '--json');
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({ ballots: 3, condorcetWinner: 'a', kemeny: { count: 1 } });
		const twice = file('twice.csv', ['juror,item,place', 'x,a,1', 'x,b,1', 'x,a,2', 'y,a,first']);
		const { code: failed, err } = await orrery('--ballots', twice);
		expect(failed).toBe(1);
		for (const line of [3, 4, 5]) expect(err).toContain(`twice.csv:${line}: `);
	});
});
