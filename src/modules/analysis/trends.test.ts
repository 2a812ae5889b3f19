import { expect, test } from 'vitest';
import type { ArchiveArticle, Fingerprint } from './analysis.ts';
import { monthsUntil, trendsOf } from './trends.ts';

const print = (concepts: string[], words: string[] = []): Fingerprint => ({
	concepts: concepts.sort(),
	terms: words.map((word) => [word, 2] as [string, number]),
});
const archive = (months: string[], concepts: string[], words: string[] = []): ArchiveArticle[] =>
	months.map((month, at) => ({
		article: `${concepts.join()}-${month}-${at}`,
		month,
		topics: ['moon'],
		fingerprint: print([...concepts], words),
	}));
const now = { topics: ['moon'], month: '2021-11' };
const own = print(['launch', 'regulation'], ['debris', 'rule', 'orbit']);
const interest = new Map([
	['launch', 0.9],
	['regulation', 0.5],
]);

test('below eight articles nothing is said, but how many there are and since when', () => {
	const few = archive(
		['2021-08', '2021-09', '2021-09', '2021-10', '2021-10', '2021-10', '2021-11'],
		['launch'],
		['debris'],
	);
	expect(trendsOf(now, own, few, interest)).toEqual({
		n: 7,
		archiveStart: '2021-08',
		month: '2021-11',
		minimum: 8,
		trends: [],
		nearest: [],
	});
	expect(trendsOf(now, own, [], interest)).toMatchObject({ n: 0, archiveStart: undefined, trends: [] });
});

test('from eight on: which one it is since when, months from the start of the archive on, this article counted', () => {
	const eight = archive(
		['2021-08', '2021-08', '2021-09', '2021-09', '2021-10', '2021-10', '2021-10'],
		['exploration'],
	).concat(archive(['2021-09'], ['launch'], ['debris', 'rule']));
	const { n, trends, nearest } = trendsOf(now, own, eight, interest);
	expect(n).toBe(8);
	expect(trends.map(({ subject }) => subject)).toEqual(['topic.moon', 'concept.launch', 'concept.regulation']);
	expect(trends[1]).toMatchObject({
		ordinal: 2,
		since: '2021-09',
		recent: { hits: 2, articles: 7 },
		before: { hits: 0, articles: 2, months: 1 },
		direction: 'unknown',
		months: [
			{ month: '2021-08', hits: 0, articles: 2 },
			{ month: '2021-09', hits: 1, articles: 3 },
			{ month: '2021-10', hits: 0, articles: 3 },
			{ month: '2021-11', hits: 1, articles: 1 },
		],
	});
	expect(trends[2]).toMatchObject({ ordinal: 1, since: undefined });
	expect(nearest).toHaveLength(1);
	expect(nearest[0]?.article).toBe('launch-2021-09-0');
});

test('a topic goes by the name that readers have for it, in their language', () => {
	const of = { topics: ['space-debris', 'green-ships'], month: '2021-11' };
	const many = archive(
		Array.from({ length: 9 }, () => '2021-10'),
		['launch'],
	);
	const { trends } = trendsOf(of, print([]), many, new Map());
	expect(trends.map(({ subject, label }) => [subject, label])).toEqual([
		['topic.green-ships', { en: 'Green ships', zh: 'Green ships' }],
		['topic.space-debris', { en: 'Space debris', zh: '空间碎片' }],
	]);
});

test('more or fewer only beyond chance, with enough articles on both sides', () => {
	const before = archive(Array(12).fill('2021-03'), ['exploration']);
	const after = archive(Array(9).fill('2021-10'), ['launch']);
	expect(trendsOf(now, own, [...before, ...after], interest).trends[1]).toMatchObject({
		subject: 'concept.launch',
		direction: 'more',
	});
	const even = [
		...archive(Array(6).fill('2021-03'), ['launch']),
		...archive(Array(6).fill('2021-03'), ['exploration']),
		...archive(Array(5).fill('2021-10'), ['launch']),
		...archive(Array(4).fill('2021-10'), ['exploration']),
	];
	expect(trendsOf(now, own, even, interest).trends[1]?.direction).toBe('as-before');
	const thin = [...archive(Array(9).fill('2021-03'), ['exploration']), ...archive(['2021-10'], ['launch'])];
	expect(trendsOf(now, own, thin, interest).trends[1]).toMatchObject({ direction: 'unknown', z: undefined });
});

test('articles of later months do not count, and the order of the archive does not matter', () => {
	const list = [
		...archive(Array(10).fill('2021-10'), ['launch'], ['orbit']),
		...archive(Array(9).fill('2021-12'), ['launch']),
	];
	const straight = trendsOf(now, own, list, interest);
	expect(straight.n).toBe(10);
	expect(trendsOf(now, own, [...list].reverse(), interest)).toEqual(straight);
});

test('months over the end of a year', () => {
	expect(monthsUntil('2022-02', '2021-11', 13)).toEqual(['2021-11', '2021-12', '2022-01', '2022-02']);
	expect(monthsUntil('2022-02', '2000-01', 2)).toEqual(['2022-01', '2022-02']);
});
