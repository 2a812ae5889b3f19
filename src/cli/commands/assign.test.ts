import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { decimalsOf, readDecimal } from '../assign/decimals.ts';
import { readTable } from '../assign/read-table.ts';
import { main } from '../main.ts';
import { assign } from './assign.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-assign-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

async function run(...typed: string[]) {
	let [out, err] = ['', ''];
	const code = await main(['assign', ...typed], [assign], {
		out: (text) => {
			out += text;
		},
		err: (text) => {
			err += text;
		},
		live: false,
		elapsed: () => 0,
	});
	return { code, out, err, report: out.startsWith('{') ? JSON.parse(out) : undefined };
}

function inputs(parts: { papers: string; reviewers: string; scores: string }): string[] {
	return [
		'--papers',
		file('p.csv', parts.papers),
		'--reviewers',
		file('r.csv', parts.reviewers),
		'--scores',
		file('s.csv', parts.scores),
	];
}

const small = {
	papers: 'id,topics\na,1;2\n"b;1, old",3\n',
	reviewers: '\ufeffid,topics,min,max\r\nx,1,,\r\ny,2;3,1,1\r\n"z ""q""",,,2\r\n',
	scores: 'reviewer,paper,score\nx,a,0.5\ny,a,.25\nx,"b;1, old",-1.75\ny,"b;1, old",2e-1\n"z ""q""",a,0.1\n',
};
const out = join(folder, 'out.csv');

describe('orrery assign', () => {
	test('finds the best, proves it, and writes the ids as they were', async () => {
		const { code, report } = await run(
			...inputs(small),
			'--per-paper',
			'1',
			'--max-load',
			'2',
			'--out',
			out,
			'--prices',
			join(folder, 'prices.csv'),
			'--json',
		);
		expect(code).toBe(0);
		expect(report).toMatchObject({
			feasible: true,
			optimal: true,
			objective: 0.7,
			bound: 0.7,
			minPaperScore: 0.2,
			meanPaperScore: 0.35,
			pairs: 2,
			exact: true,
			decimals: 2,
			loads: { min: 0, max: 1, idle: 1 },
		});
		expect(report.seconds).toBeGreaterThan(0);
		expect(report.peakMemoryMB).toBeGreaterThan(1);
		expect(readFileSync(out, 'utf8')).toBe('paper,reviewer,score\na,x,0.5\n"b;1, old",y,0.2\n');
		expect(readFileSync(join(folder, 'prices.csv'), 'utf8')).toMatch(/^reviewer,price\nx,/);
	});

	test('an unlisted pair is a candidate only with a default', async () => {
		const few = inputs({ papers: 'id\na\nb', reviewers: 'id\nx\ny', scores: 'paper,reviewer,pref\na,x,-3\n' });
		const load = ['--per-paper', '1', '--max-load', '1', '--json'];
		const without = await run(...few, ...load);
		expect(without.code).toBe(3);
		expect(without.report).toMatchObject({ feasible: false, missing: 1 });
		expect(without.report.blocking[0]).toMatchObject({
			kind: 'papers',
			papers: ['b'],
			reviewers: [],
			needed: 1,
			room: 0,
		});
		expect((await run(...few, ...load, '--default-score', '-1')).report).toMatchObject({
			objective: -2,
			optimal: true,
		});
	});

	test('says what stands against a solution, in words too', async () => {
		const { code, out: said } = await run(...inputs(small), '--per-paper', '2', '--max-load', '1');
		expect(code).toBe(3);
		expect(said).toContain('There is no assignment: 1 reviews');
		expect(said).toContain('2 papers (a, b;1, old) need 4 reviews');
	});

	test('a conflict goes before a score, the last of a pair counts, strangers are named', async () => {
		const files = inputs({
			papers: 'id\na',
			reviewers: 'id\nx\ny\nz',
			scores: 'paper,reviewer,score\na,x,9\na,y,1\na,y,3\na,z,2\nb,z,7\n',
		});
		const conflicts = file('c.csv', 'paper,reviewer\na,x\n');
		const { report, err } = await run(
			...files,
			'--conflicts',
			conflicts,
			'--per-paper',
			'1',
			'--max-load',
			'1',
			'--json',
		);
		expect(report).toMatchObject({ objective: 3, optimal: true });
		expect(err).toContain('1 scores were given again');
		expect(err).toMatch(/1 rows name nobody .*s\.csv:6: paper "b"/);
	});

	test('says of a fair assignment what is proven of it, and writes the prices that do', async () => {
		const score = [
			[1, 1, 0.1, 0.1],
			[0.8, 0.8, 0.01, 0.01],
			[0, 0, 0, 0],
		];
		const rows = score.flatMap((own, i) => own.map((value, j) => `p${i},r${j},${value}`));
		const files = inputs({
			papers: 'id,demand\np0,2\np1,2\np2,0',
			reviewers: 'id\nr0\nr1\nr2\nr3',
			scores: `paper,reviewer,score\n${rows.join('\n')}`,
		});
		const typed = [...files, '--max-load', '1', '--fair'];
		const { report } = await run(...typed, '--prices', out, '--json');
		expect(report).toMatchObject({
			objective: 1.91,
			minPaperScore: 0.81,
			fair: {
				without: { objective: 2.02, minPaperScore: 0.02 },
				bestPossible: 0.81,
				worstIsBest: true,
				boundWithWorst: 1.91,
				belowBestWithWorst: 0,
				boundWithOthers: 1.91,
				belowBestWithOthers: 0,
			},
		});
		const [header, ...prices] = readFileSync(out, 'utf8').trim().split('\n');
		expect(header).toBe('reviewer,price,price_with_worst,price_with_others,price_of_worst');
		// Counted by hand: with every paper above 0.81, each pays for r0 and r1 both, and they have no time for that.
		const worst = prices.map((row) => Number(row.split(',')[4]));
		const room = worst.reduce((sum, price) => sum + Math.max(0, price), 0);
		expect(room).toBeLessThan(2 * ((worst[0] as number) + (worst[1] as number)));
		const { out: said } = await run(...typed);
		expect(said).toContain('No assignment has a better worst paper: proven.');
		expect(said).toContain('No assignment with so good a worst paper has a larger total: proven.');
	});

	test('the same seed draws the same, with the limit kept', async () => {
		const rows = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].map((j) => `p${i},r${j},${(i * 3 + j * 5) % 7}`));
		const files = inputs({
			papers: 'id\np0\np1\np2\np3',
			reviewers: 'id\nr0\nr1\nr2\nr3',
			scores: `paper,reviewer,score\n${rows.join('\n')}`,
		});
		const typed = [...files, '--per-paper', '1', '--max-load', '1', '--randomise', '0.5', '--json', '--out', out];
		const first = await run(...typed, '--seed', '11');
		const drawn = readFileSync(out, 'utf8');
		expect(first.report.random).toMatchObject({ probability: 0.5, seed: 11, optimal: true });
		await run(...typed, '--seed', '11');
		expect(readFileSync(out, 'utf8')).toBe(drawn);
		expect((await run(...typed)).report.random.seed).toBeGreaterThanOrEqual(0);
	});

	test('no papers, and papers that need nobody, are answered', async () => {
		const nothing = inputs({ papers: '', reviewers: 'id\nx', scores: '' });
		expect((await run(...nothing, '--per-paper', '3', '--max-load', '2', '--json')).report).toMatchObject({
			objective: 0,
			optimal: true,
			pairs: 0,
			minPaperScore: null,
		});
		expect((await run(...inputs(small), '--per-paper', '0', '--max-load', '2', '--json')).code).toBe(3);
	});

	test('what is typed or written wrong is said with its place', async () => {
		const load = ['--per-paper', '1', '--max-load', '1'];
		expect((await run(...load)).code).toBe(2);
		expect((await run(...inputs(small), '--per-paper', '-1', '--max-load', '1')).code).toBe(2);
		expect((await run(...inputs(small), ...load, '--fair', '--randomise', '0.5')).code).toBe(2);
		const word = await run(...inputs({ ...small, scores: 'paper,reviewer,score\na,x,good\n' }), ...load);
		expect(word).toMatchObject({ code: 1, err: expect.stringContaining('s.csv:2: "good" is no number.') });
		const column = await run(...inputs({ ...small, scores: 'paper,person,score\na,x,1\n' }), ...load);
		expect(column.err).toContain('there is no column "reviewer"');
		const twice = await run(...inputs({ ...small, papers: 'id,demand\na,1\na,2\n' }), ...load);
		expect(twice.err).toContain('p.csv:3: "a" is there twice');
		const locks = file('locks.csv', 'paper,reviewer\na,x\n');
		const locked = await run(...inputs(small), ...load, '--locks', locks, '--conflicts', locks);
		expect(locked.err).toContain('Paper a and reviewer x are locked');
	});
});

test('numbers are read as the engine reads them, with their decimals', () => {
	const into = { value: 0, decimals: 0 };
	const read = (text: string) => {
		const bytes = Buffer.from(`1,${text},2`);
		return readDecimal(bytes, 2, bytes.length - 2, into);
	};
	fc.assert(
		fc.property(
			fc.double({ noNaN: true, noDefaultInfinity: true }),
			fc.integer({ min: 0, max: 12 }),
			(value, digits) => {
				for (const text of [String(value), (value % 1e6).toFixed(digits)]) {
					expect(read(text)).toBe(true);
					expect(into.value).toBe(Number(text) + 0);
					expect(into.decimals).toBe(decimalsOf(text));
				}
			},
		),
	);
	for (const text of ['', '-', '.', '1.2.3', 'x', '1e', 'Infinity', '1e999', '0x10', '1_0'])
		expect(read(text)).toBe(false);
});

test('tables are cut right wherever pieces of the file end', async () => {
	const long = 'x'.repeat(700_000);
	const path = file('long.csv', `id,note\n1,"${long}\n""quoted"", ${long}"\r\n2,é${long}\n3,"a""b"`);
	const rows: string[][] = [];
	const lines: number[] = [];
	await readTable(path, { columns: { note: ['note'], id: ['id'] }, needed: ['id'] }, (cells, line) => {
		rows.push([...cells]);
		lines.push(line);
	});
	expect(rows).toEqual([
		[`${long}\n"quoted", ${long}`, '1'],
		[`é${long}`, '2'],
		['a"b', '3'],
	]);
	expect(lines).toEqual([2, 4, 5]);
	await expect(
		readTable(file('open.csv', 'id\n"a\nb'), { columns: { id: ['id'] }, needed: [] }, () => {}),
	).rejects.toThrow('a quote is opened and never closed');
});
