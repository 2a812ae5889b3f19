import { beforeAll, expect, test } from 'vitest';
import { loadSegmentation, type Segmentation } from '#core/segmentation/index.ts';
import { matchesIn } from './matching.ts';

const engines: { dictionary?: Segmentation } = {};
beforeAll(async () => {
	engines.dictionary = await loadSegmentation();
});
const found = (text: string) =>
	matchesIn(text, (engines.dictionary as Segmentation).words(text)).map(
		({ concept, start, end }) => `${concept}: ${text.slice(start, end)}`,
	);

test('short Chinese terms are found where words begin or end, not across them', () => {
	expect(found('中国会议').join()).not.toContain('国会');
	expect(found('国会表决').join()).toContain('government: 国会');
	expect(found('营业收入').join()).toContain('results: 营业收入');
});

test('inflected forms, hyphens and possessives are found; plums and planes are not', () => {
	expect(found('The launchers’ propulsion')).toContain('launch: launchers');
	expect(found('low-Earth orbit')).toContain('satellites: low-Earth orbit');
	expect(found('It regulates licences.')).toEqual(
		expect.arrayContaining(['regulation: regulates', 'regulation: licences']),
	);
	expect(found('Plum jam by the plane').filter((one) => /jam|plane/.test(one))).toEqual([]);
	expect(found('Jamming was reported')).toContain('defence: Jamming');
});

test('terms in capitals are found in capitals alone, terms of several words not across a stop', () => {
	expect(found('The UN met.')).toContain('diplomacy: UN');
	expect(found('un momento').filter((one) => one.startsWith('diplomacy'))).toEqual([]);
	expect(found('It was a free. Cash flow stopped.')).not.toContain('results: free. Cash flow');
});

test('within a concept the longest term counts, and only it', () => {
	expect(found('free cash flow').filter((one) => one.startsWith('results'))).toEqual(['results: free cash flow']);
});

test('English terms are found in Chinese texts', () => {
	expect(found('NASA与SpaceX签署协议')).toEqual(
		expect.arrayContaining(['exploration: NASA', 'launch: SpaceX', 'procurement: 协议']),
	);
});

test('a word of several senses counts only where its text speaks of the concept by another word', () => {
	const of = (concept: string, text: string) => found(text).filter((one) => one.startsWith(`${concept}: `));
	expect(of('defence', 'Dockers end a strike; the general manager met the target and kept the base pay.')).toEqual([]);
	expect(of('defence', 'The missile strike hit its target near the base.')).toEqual([
		'defence: missile',
		'defence: strike',
		'defence: target',
		'defence: base',
	]);
	expect(of('results', 'Hydrogen bonds break, the charge spreads, and the yield of algae rises.')).toEqual([]);
	expect(of('results', 'The dividend was cut. Its bonds lost, and their yield rose.')).toEqual(
		expect.arrayContaining(['results: bonds', 'results: yield']),
	);
	expect(of('insurance', 'Premium seats cover the whole deck.')).toEqual([]);
	expect(of('defence', '食品安全是学校食堂的首要目标。')).toEqual([]);
	expect(of('defence', '国防部表示，安全是首要目标。')).toEqual(
		expect.arrayContaining(['defence: 国防部', 'defence: 安全', 'defence: 目标']),
	);
});
