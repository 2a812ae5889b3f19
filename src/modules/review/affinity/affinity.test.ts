import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decayedMean } from './decayed-mean.ts';
import { type Embedder, embeddingAffinity } from './embedding-affinity.ts';
import type { Paper } from './paper.ts';
import { comparable, scriptsOf, termsOf } from './terms.ts';
import { textAffinity } from './text-affinity.ts';

const paper = (title: string, text = ''): Paper => ({ title, text });

test('terms are words and pairs without what says nothing; the title counts twice; accents and case do not', () => {
	const terms = termsOf(paper('Bed rest in Zürich', 'The bed, rest of ZURICH'));
	expect(Object.fromEntries(terms)).toEqual({ bed: 3, rest: 3, 'bed rest': 2, zurich: 3 });
});

test('Chinese is split into neighbouring characters, and Latin within it stays a word', () => {
	const terms = termsOf(paper('', '基于GNSS的滑坡预警，预警'));
	expect([...terms.keys()]).toEqual(['基于', 'gnss', '的滑', '滑坡', '坡预', '预警']);
	expect(terms.get('预警')).toBe(2);
	expect(termsOf(paper('', 'ＧＮＳＳ')).get('gnss')).toBe(1);
	// Voiced kana keep their mark.
	expect([...termsOf(paper('', 'がく')).keys()]).toEqual(['がく']);
});

test('whatever is written, terms are finite and a paper is as near to itself as can be', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (title, text) => {
			const one = paper(title, text);
			const { values } = await textAffinity.measure([one, paper('bone density')], [[one], []]);
			const itself = values[0] as number;
			if (termsOf(one).size > 0) expect(itself).toBeCloseTo(1, 5);
			else expect(itself).toBeNaN();
			expect(values[2]).toBeNaN();
		}),
		{ numRuns: 60 },
	);
});

test('the mean takes the best fit for 1, the next for 0.7, and leaves out what cannot be compared', () => {
	expect(decayedMean(Float32Array.of(0.2, 0.6))).toBeCloseTo((0.6 + 0.7 * 0.2) / 1.7, 6);
	expect(decayedMean(Float32Array.of(Number.NaN, 0.6, 0.2))).toBeCloseTo((0.6 + 0.7 * 0.2) / 1.7, 6);
	expect(decayedMean(Float32Array.of())).toBeNaN();
	expect(decayedMean(Float32Array.of(Number.NaN))).toBeNaN();
});

test('values are those of the definition, written down plainly', async () => {
	const texts = ['bone loss in bed rest', 'bone density of crews', 'flood maps from radar', 'radar of bed rock'];
	const papers = texts.map((title) => paper(title));
	const [a, b, c, d] = papers as [Paper, Paper, Paper, Paper];
	const { values } = await textAffinity.measure([a, c], [[b, d], [c]]);
	const all = papers.map(termsOf);
	const weightsOf = (one: Paper) => {
		const found = new Map<string, number>();
		for (const [term, times] of termsOf(one)) {
			const frequency = all.filter((terms) => terms.has(term)).length;
			// `c` is read twice: as a submission and as a publication.
			const df = frequency + (termsOf(c).has(term) ? 1 : 0);
			const pair = term.includes(' ') ? 0.7 : 1;
			found.set(term, (1 + Math.log(times)) * (Math.log(6 / (1 + df)) + 1) * pair);
		}
		return found;
	};
	const cosine = (one: Paper, other: Paper) => {
		const [x, y] = [weightsOf(one), weightsOf(other)];
		const length = (of: Map<string, number>) => Math.hypot(...of.values());
		return [...x].reduce((sum, [term, weight]) => sum + weight * (y.get(term) ?? 0), 0) / (length(x) * length(y));
	};
	const mean = (one: Paper, others: Paper[]) => decayedMean(Float32Array.from(others, (other) => cosine(one, other)));
	expect(values[0]).toBeCloseTo(mean(a, [b, d]), 5);
	expect(values[1]).toBeCloseTo(mean(c, [b, d]), 5);
	expect(values[2]).toBeCloseTo(0, 5);
	expect(values[3]).toBeCloseTo(1, 5);
});

test('two languages without a common script are not compared; a text in both is', async () => {
	const chinese = paper('基于雷达的洪涝制图', '本文研究洪涝制图方法。');
	const english = paper('Flood maps from radar', 'We map floods from radar scenes.');
	const both = paper('洪涝制图 Flood maps', '本文研究洪涝制图方法。 We map floods.');
	const { values } = await textAffinity.measure([chinese, both], [[english], [english, chinese]]);
	expect(values[0]).toBeNaN();
	expect(values[1]).toBeGreaterThan(0.1);
	// The Chinese publication alone decides on the Chinese submission.
	expect(values[2]).toBeCloseTo(1, 5);
	expect(comparable(scriptsOf(termsOf(english)), scriptsOf(termsOf(chinese)))).toBe(false);
	// A foreign abbreviation makes no second language.
	expect(scriptsOf(termsOf(paper('', '基于 GNSS 的山区道路滑坡预警方法研究')))).toEqual({
		spaced: false,
		unspaced: true,
	});
});

test('reasons name shared terms as people say them, and the publication that fits best', async () => {
	const submission = paper('Bone loss in head-down bed rest', 'Bed rest as a model of flight.');
	const chinese = paper('山区道路滑坡预警', '滑坡预警系统');
	const publications = [
		paper('Radar maps'),
		paper('Head-down bed rest and bone'),
		paper('Flight of birds'),
		paper('滑坡预警'),
	];
	const { learnt } = await textAffinity.measure([submission, chinese, paper('Radar')], [publications]);
	const [first, second] = await textAffinity.explain(learnt, [submission, chinese], publications);
	expect(first?.best?.publication).toBe(1);
	expect(first?.terms[0]).toBe('bed rest');
	expect(first?.terms).not.toContain('bed');
	expect(first?.terms).toContain('bone');
	expect(first?.terms).toContain('flight');
	expect(second?.best?.publication).toBe(3);
	expect(second?.terms).toEqual(['滑坡预警']);
	// What it learnt may be stored.
	const [again] = await textAffinity.explain(JSON.parse(JSON.stringify(learnt)), [submission], publications);
	expect(again).toEqual(first);
	const [nothing] = await textAffinity.explain(learnt, [submission], []);
	expect(nothing).toEqual({ terms: [], best: undefined });
});

test('an embedding provider is asked for vectors once for each paper and gives the same kind of answer', async () => {
	const embedder: Embedder = {
		name: 'letters',
		async embed(texts) {
			return texts.map((text) => {
				const vector = new Float32Array(26);
				for (const letter of text.toLowerCase()) {
					const at = letter.charCodeAt(0) - 97;
					if (at >= 0 && at < 26) vector[at] = (vector[at] as number) + 1;
				}
				return vector;
			});
		},
	};
	const affinity = embeddingAffinity(embedder);
	const publications = [paper('zzz'), paper('aab')];
	const { values, learnt } = await affinity.measure([paper('aab'), paper('q')], [publications, []]);
	expect(values[0]).toBeCloseTo(1 / 1.7, 5);
	expect(values[1]).toBe(0);
	expect(values[2]).toBeNaN();
	const [why] = await affinity.explain(learnt, [paper('aab')], publications);
	expect(why?.best?.publication).toBe(1);
	expect(why?.best?.similarity).toBeCloseTo(1, 5);
	await expect(embeddingAffinity({ ...embedder, embed: async () => [] }).measure([paper('a')], [])).rejects.toThrow(
		'0 of 1',
	);
});
