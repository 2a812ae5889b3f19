import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldById } from '../fields.ts';
import { sampleCall } from '../testing.ts';
import { completions } from './complete.ts';
import type { Query } from './node.ts';
import { longestSearch, parse } from './parse.ts';
import { print } from './print.ts';
import { asksFor, toggled } from './narrow.ts';
import { knownNames, resolve } from './resolve.ts';
import { vocabularyOf } from './vocabulary.ts';

const now = Date.parse('2021-10-12T02:00:00Z');
const zone = 'Asia/Shanghai';
const seen = { callId: 'call1', call: sampleCall, tracks: null, mayRead: () => true };
const vocabulary = vocabularyOf([seen], zone);
const asked = (text: string, within = vocabulary) => {
	const { query, problems } = parse(text);
	const resolved = resolve(query, within, now);
	return { criterion: resolved.criterion, problems: [...problems, ...resolved.problems] };
};
const codes = (text: string) => asked(text).problems.map(({ code, at }) => [code, text.slice(at.from, at.to)]);

/** Without places: two searches that mean the same are equal. */
function bare(query: Query): unknown {
	if (query.kind === 'all' || query.kind === 'any') return { kind: query.kind, of: query.of.map(bare) };
	if (query.kind === 'not') return { not: bare(query.of) };
	if (query.kind === 'words') return { words: query.text, quoted: query.quoted };
	const values = query.values.map(({ text, quoted }) => ({ text, quoted }));
	return { name: query.name, relation: query.relation, values };
}

const bits = fc.constantFrom(
	...'track:T3|status:accepted|words>400|student:yes|-withdrawn|"exact words"|(|)| OR | AND |NOT |-|:|：|>=|<|≥|,|，|"|“|”|\\| |\t|#abstract|"Human health":x|submitted>2021-10-10|a.b|10:30|..|（|）|量子|A-042|country:CN|=|none'.split(
		'|',
	),
	' ',
	'|',
);
const searches = fc.oneof(
	fc.array(bits, { maxLength: 14 }).map((parts) => parts.join('')),
	fc.array(bits, { maxLength: 10 }).map((parts) => parts.join(' ')),
	fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('the search language', () => {
	it('never throws, points into the text, and comes back from how it is printed', () => {
		fc.assert(
			fc.property(searches, (text) => {
				const { query, problems } = parse(text);
				const again = parse(print(query));
				expect(again.problems).toEqual([]);
				expect(bare(again.query)).toEqual(bare(query));
				for (const { at } of [...problems, ...resolve(query, vocabulary, now).problems]) {
					expect(at.from).toBeGreaterThanOrEqual(0);
					expect(at.to).toBeGreaterThanOrEqual(at.from);
					expect(at.to).toBeLessThanOrEqual(text.length);
				}
			}),
			{ numRuns: 4000 },
		);
	});

	it('completes anywhere without throwing, within the text', () => {
		fc.assert(
			fc.property(searches, fc.nat(80), (text, place) => {
				const caret = Math.min(place, text.length);
				for (const { at, insert } of completions(text, caret, vocabulary, 'zh')) {
					expect(at.to).toBe(caret);
					expect(at.from).toBeGreaterThanOrEqual(0);
					expect(insert).not.toBe('');
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('reads what its users write', () => {
		const written =
			'track:T3 status:accepted words>400 student:yes -withdrawn "exact words" (zeolite OR bone) NOT mode:online';
		expect(asked(written)).toEqual({
			problems: [],
			criterion: {
				all: [
					{ track: ['T3'] },
					{ any: [{ determined: { effects: ['accept', 'conditional'] } }] },
					{ any: [{ fact: '#abstract', calls: ['call1'], test: { above: 400 } }] },
					{ any: [{ student: true, calls: ['call1'] }] },
					{ not: { state: ['withdrawn'] } },
					{ words: 'exact words' },
					{ any: [{ words: 'zeolite' }, { words: 'bone' }] },
					{ not: { column: 'mode', is: ['online'], calls: ['call1'] } },
				],
			},
		});
	});

	it('understands both languages, both keyboards, and lists of values', () => {
		const one = asked('track:"Human health" mode:online');
		expect(one.problems).toEqual([]);
		expect(asked('专题：“Human health（中文）” 方式：online').criterion).toEqual(one.criterion);
		expect(asked('track:T1,T3').criterion).toEqual({ track: ['T1', 'T3'] });
		expect(asked('track:none').criterion).toEqual({ track: [null] });
		expect(asked('track:health').criterion).toEqual({ track: ['T3'] });
		expect(asked('country:法国').criterion).toEqual(asked('country:FR').criterion);
		expect(asked('"On site or online":online').criterion).toEqual(asked('answer.mode:online').criterion);
		expect(asked('已撤回').criterion).toEqual({ state: ['withdrawn'] });
		expect(asked('"withdrawn"').criterion).toEqual({ words: 'withdrawn' });
		expect(asked('摘要').problems).toEqual([]);
	});

	it('compares numbers, amounts and days in the zone of the desk', () => {
		const at = (local: string) => Date.parse(`${local}+08:00`);
		expect(asked('submitted>2021-10-10').criterion).toEqual({
			any: [{ time: 'submitted', range: { from: at('2021-10-11T00:00:00') } }],
		});
		expect(asked('submitted:2021-10 changed<=2021年10月2日').criterion).toEqual({
			all: [
				{ any: [{ time: 'submitted', range: { from: at('2021-10-01T00:00:00'), until: at('2021-11-01T00:00:00') } }] },
				{ any: [{ time: 'changed', range: { until: at('2021-10-03T00:00:00') } }] },
			],
		});
		expect(asked('submitted:today').criterion).toEqual({
			any: [{ time: 'submitted', range: { from: at('2021-10-12T00:00:00'), until: at('2021-10-13T00:00:00') } }],
		});
		const words = (test: object) => ({ any: [{ fact: '#abstract', calls: ['call1'], test }] });
		expect(asked('abstract.words >= 300').criterion).toEqual(words({ least: 300 }));
		expect(asked('words:300..400').criterion).toEqual(words({ least: 300, most: 400 }));
		expect(asked('#authors:2').criterion).toEqual({
			any: [{ fact: '#authors', calls: ['call1'], test: { least: 2, most: 2 } }],
		});
	});

	it('points at what it does not know, and says what may be meant', () => {
		expect(codes('a stauts:accepted')).toEqual([['unknown-name', 'stauts']]);
		expect(asked('stauts:accepted').problems[0]?.suggestions).toContain('status');
		expect(asked('status:acepted').problems[0]).toMatchObject({ code: 'unknown-value', suggestions: ['accepted'] });
		expect(codes('status:acepted')).toEqual([['unknown-value', 'acepted']]);
		expect(codes('track:T9 words>many')).toEqual([
			['unknown-value', 'T9'],
			['number-wanted', 'many'],
		]);
		expect(codes('track>T3')).toEqual([['not-comparable', 'track>T3']]);
		expect(codes('submitted:2021-02-30')).toEqual([['date-wanted', '2021-02-30']]);
		expect(codes('(a OR')).toEqual([
			['bracket-open', '('],
			['operand-missing', 'OR'],
		]);
		expect(codes('a) "b')).toEqual([
			['bracket-stray', ')'],
			['quote-open', '"'],
		]);
		expect(codes('track:')).toEqual([['value-missing', ':']]);
		expect(codes('()')).toEqual([['bracket-empty', '()']]);
		expect(codes('-')).toEqual([['operand-missing', '-']]);
		expect(codes('('.repeat(60))[0]?.[0]).toBe('too-deep');
		expect(codes('a '.repeat(longestSearch))).toHaveLength(1);
		expect(codes('a '.repeat(201))).toEqual([['too-many-terms', 'a']]);
	});

	it('finds nothing by what it could not read, and not everything', () => {
		expect(asked('nonsense:x').criterion).toEqual({ any: [] });
		expect(asked('track:T9').criterion).toEqual({ track: [] });
	});

	it('knows no field that this person may not read', () => {
		const hidden = new Set(['authors', 'student', 'abstract']);
		const narrow = vocabularyOf([{ ...seen, mayRead: (field) => !hidden.has(field.id) }], zone);
		for (const text of ['student:yes', 'words>400', 'abstract.words>1', 'people:Li', 'country:CN', '#authors>1']) {
			expect(asked(text, narrow).problems.map(({ code }) => code)).toEqual(['unknown-name']);
		}
		expect(JSON.stringify(narrow)).not.toMatch(/Authors|"student"|"Abstract"/);
		expect(knownNames(narrow)).not.toContain('student');
		expect(asked('has:authors', narrow).problems).toHaveLength(1);
		expect(fieldById(sampleCall.form, 'authors')).toBeDefined();
	});

	it('completes names and values', () => {
		const inserts = (text: string, locale: 'en' | 'zh' = 'en') =>
			completions(text, text.length, vocabulary, locale).map(({ insert }) => insert);
		expect(inserts('sta')).toEqual(['status:', 'stage:']);
		expect(inserts('track:')).toEqual(['T1', 'T3', 'planetary-defence']);
		expect(inserts('-track:T1,hum')).toEqual(['T3']);
		expect(inserts('专')).toEqual(['track:']);
		expect(inserts('country:chi')).toContain('CN');
		expect(inserts('a "sta')).toEqual([]);
		expect(inserts('a ')).toEqual([]);
	});
});

describe('shortcuts', () => {
	it('put a term in, replace its value, and take it out again', () => {
		expect(toggled('', 'track', 'T3')).toBe('track:T3');
		expect(toggled('moon OR mars', 'status', 'submitted')).toBe('(moon OR mars) status:submitted');
		expect(toggled('a track:T1 b', 'track', 'T3')).toBe('a b track:T3');
		expect(toggled('a track:T3', 'track', 'T3')).toBe('a');
		expect(toggled('a (', 'track', 'T3')).toBe('a ( track:T3');
		expect(toggled('', 'outcome', 'Talk or poster')).toBe('outcome:"Talk or poster"');
		expect(asksFor('a track:T3', 'track', 'T3')).toBe(true);
		expect(asksFor('a -track:T3', 'track', 'T3')).toBe(false);
	});
});
