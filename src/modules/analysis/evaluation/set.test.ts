import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const here = import.meta.dirname;
const readers = ['industry', 'finance', 'policy'] as const;

const articles = (['a', 'b'] as const).flatMap((half) =>
	readdirSync(join(here, half)).map((file) => {
		const [, front = '', body = ''] =
			/^---\n(.*?)\n---\n\n(.*)$/s.exec(readFileSync(join(here, half, file), 'utf8')) ?? [];
		return { half, file, body, ...parse(front) };
	}),
);

/** Both passes of every article by id; the second is noted as the sum of its three parts. */
const passes = new Map(
	readFileSync(join(here, 'scores.csv'), 'utf8')
		.trim()
		.split('\n')
		.slice(1)
		.map((line) => {
			const [id = '', ...cells] = line.split(',');
			const scores = cells.map((cell) => cell.split('+').reduce((sum, part) => sum + Number(part), 0));
			return [id, { first: scores.slice(0, 3), second: scores.slice(3) }] as const;
		}),
);

describe('the evaluation set', () => {
	test('has 44 English and 36 Chinese articles, half of each in a and in b', () => {
		const count = (half: string, language: string) =>
			articles.filter((one) => one.half === half && one.language === language).length;
		expect([count('a', 'en'), count('b', 'en'), count('a', 'zh'), count('b', 'zh')]).toEqual([22, 22, 18, 18]);
	});

	test.each(articles)('$file lies in the half its number says, with a text of the length agreed', (one) => {
		expect(one.file).toBe(`${one.id}.md`);
		expect(one.id.slice(0, 2)).toBe(one.language);
		expect(one.half).toBe(Number(one.id.slice(3)) % 2 === 1 ? 'a' : 'b');
		expect(Math.min(one.title.length, one.standfirst.length, one.genre.length)).toBeGreaterThan(3);
		const length =
			one.language === 'en' ? one.body.split(/\s+/).length : (one.body.match(/\p{Script=Han}/gu)?.length ?? 0);
		expect(length).toBeGreaterThanOrEqual(one.language === 'en' ? 120 : 200);
		expect(length).toBeLessThanOrEqual(one.language === 'en' ? 260 : 450);
	});

	test('expects of each article the mean of its two passes', () => {
		expect(passes.size).toBe(articles.length);
		for (const one of articles) {
			const both = passes.get(one.id);
			const mean = readers.map((_, at) => ((both?.first[at] ?? Number.NaN) + (both?.second[at] ?? Number.NaN)) / 2);
			expect([one.id, ...readers.map((reader) => one.expected[reader])]).toEqual([one.id, ...mean]);
		}
	});

	test('uses the whole scale for every reader', () => {
		for (const reader of readers) {
			const used = new Set(articles.map((one) => Math.floor(one.expected[reader])));
			expect([...used].sort((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		}
	});
});
