import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, type Choice, chooseHeadlines } from './choose.ts';
import { canonicalLink, isOwnLink, linkOf } from './links.ts';
import { titlesAlike, withoutPublisher } from './titles.ts';

const choice: Choice = {
	limit: 10,
	shown: new Map([
		['a', 3],
		['b', 3],
	]),
	origin: 'https://orrery.example',
	ownTitles: [],
	locale: 'en',
};
let made = 0;
function candidate(more: Partial<Candidate> & { title: string }): Candidate {
	made += 1;
	const link = more.link ?? `https://agency.example/${made}`;
	return {
		sourceId: 'a',
		guid: null,
		language: 'en',
		order: 1000 - made,
		hidden: false,
		...more,
		link,
		canonical: canonicalLink(link),
	};
}
const titles = (list: Candidate[], more: Partial<Choice> = {}) =>
	chooseHeadlines(list, { ...choice, ...more }).map(({ title }) => title);

describe('which headlines are shown', () => {
	test('each thing once: by link, by id, by title, whichever source tells it', () => {
		const twice = 'Chinese probe returns samples from the far side of the Moon';
		expect(
			titles(
				[
					candidate({ title: twice, order: 9 }),
					candidate({ title: `${twice.toUpperCase()}!`, sourceId: 'b', order: 8 }),
					candidate({ title: 'Other words altogether', link: 'http://www.x.example/1/?utm_source=b', order: 7 }),
					candidate({ title: 'Under another title', link: 'https://x.example/1', sourceId: 'b', order: 6 }),
					candidate({ title: 'One by its id', guid: 'tag:x.example,2023:7', order: 5 }),
					candidate({ title: 'The same by its id', guid: 'tag:x.example,2023:7', sourceId: 'b', order: 4 }),
					candidate({ title: 'Id of its own feed', guid: '7', order: 3 }),
					candidate({ title: 'Same number, other feed', guid: '7', sourceId: 'b', order: 2 }),
				],
				{
					shown: new Map([
						['a', 9],
						['b', 9],
					]),
				},
			),
		).toEqual([twice, 'Other words altogether', 'One by its id', 'Id of its own feed', 'Same number, other feed']);
	});

	test('never an article of our own, wherever it is told', () => {
		const own = 'Huzhou hosts the third space science assembly';
		const list = [
			candidate({ title: 'Ours', link: 'https://www.orrery.example/zh/news/huzhou?utm_medium=x' }),
			candidate({ title: own, link: 'https://partner.example/copy' }),
			candidate({ title: 'Theirs', link: 'https://partner.example/own' }),
		];
		expect(titles(list, { ownTitles: [own] })).toEqual(['Theirs']);
	});

	test('what was hidden is not shown, nor the same from another source', () => {
		const list = [
			candidate({ title: 'A rumour about the launch of seven satellites', hidden: true }),
			candidate({ title: 'Rumour about the launch of seven satellites', sourceId: 'b' }),
			candidate({ title: 'Something else' }),
		];
		expect(titles(list)).toEqual(['Something else']);
	});

	test('each source as many as it may, the newest first, those of the page’s language before the others', () => {
		const list = ['one', 'two', 'three', 'four'].map((word, i) => candidate({ title: `A ${word}`, order: i }));
		const other = candidate({ title: '另一种语言', language: 'zh', sourceId: 'b', order: 99 });
		expect(titles([other, ...list])).toEqual(['A four', 'A three', 'A two', '另一种语言']);
		expect(titles([other, ...list], { locale: 'zh' })[0]).toBe('另一种语言');
		expect(titles([other, ...list], { limit: 2 })).toEqual(['A four', 'A three']);
		expect(titles(list, { shown: new Map() })).toEqual([]);
	});
});

describe('titles', () => {
	test.each([
		['China launches new space station module', 'China launched a space station module'],
		['ESA’s Jupiter probe sends first pictures home', 'Jupiter probe of ESA sends its first pictures home'],
		['第三届中国空间科学大会在湖州开幕', '第三届中国空间科学大会湖州开幕'],
	])('are the same: %s', (a, b) => {
		expect(titlesAlike(a, b)).toBe(true);
		expect(titlesAlike(b, a)).toBe(true);
	});
	test.each([
		[
			'Senate approves budget for the Mars sample return mission',
			'Senate rejects budget for the Mars sample return mission',
		],
		['Long March 5 launches eleven satellites into orbit', 'Long March 6 launches eleven satellites into orbit'],
		['神舟十六号载人飞船发射成功', '神舟十七号载人飞船发射成功'],
		['Moon', 'Mars'],
		['Probe lands', 'Probe lost'],
		['!!!', '???'],
	])('are not the same: %s', (a, b) => expect(titlesAlike(a, b)).toBe(false));

	test('alike is symmetric, and a title is like itself', () => {
		const words = fc.array(fc.constantFrom('moon', 'probe', 'the', '7', '航天', 'launches', '的', '-'), {
			maxLength: 8,
		});
		fc.assert(
			fc.property(words, words, (a, b) => {
				const [one, other] = [a.join(' '), b.join(' ')];
				expect(titlesAlike(one, other)).toBe(titlesAlike(other, one));
				if (/[a-z7航]/.test(one)) expect(titlesAlike(one, one)).toBe(true);
			}),
		);
	});

	test('lose the name of their publisher, and nothing else', () => {
		expect(withoutPublisher('Probe lands - Space Weekly', ['Space Weekly'])).toBe('Probe lands');
		expect(withoutPublisher('探月工程启动_某通讯社', ['某通讯社'])).toBe('探月工程启动');
		expect(withoutPublisher('Chang’e-6 - a history', ['Space Weekly'])).toBe('Chang’e-6 - a history');
	});
});

test('links are compared without what says nothing', () => {
	const same = [
		'https://www.X.example/a/?b=2&a=1&utm_source=q#c',
		'http://x.example/a?a=1&b=2',
		'https://x.example/a/index.html?a=1&b=2',
	];
	expect(new Set(same.map(canonicalLink)).size).toBe(1);
	expect(canonicalLink('https://x.example/a?id=1')).not.toBe(canonicalLink('https://x.example/a?id=2'));
	expect(linkOf('/a?utm_source=q&id=1&fbclid=z', 'https://x.example/feed')).toBe('https://x.example/a?id=1');
	expect(isOwnLink('https://www.orrery.example/news/x', 'https://orrery.example')).toBe(true);
	expect(isOwnLink('https://orrery.example.evil.example/news/x', 'https://orrery.example')).toBe(false);
});
