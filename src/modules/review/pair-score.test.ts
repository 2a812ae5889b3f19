import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBid, refusesNearlyAll } from './bid.ts';
import { defaultWeights, fitOf, pairScore, scaledText, sharedKeywords, textScale, topicMatch } from './pair-score.ts';
import { availableDays, mainRole, reviewsTrack, roleInTrack } from './reviewer.ts';

const unknown = Number.NaN;
const share = fc.double({ min: 0, max: 1, noNaN: true });
const maybe = fc.option(share, { nil: unknown });

test('the score is finite and a bid lifts it by no more than its weight, and by no more than the fit', () => {
	fc.assert(
		fc.property(maybe, maybe, fc.constantFrom(-2, -1, 0, 1, 2), fc.boolean(), (text, topic, bid, weakNo) => {
			const fit = fitOf({ text, topic });
			const score = pairScore({ text, topic, bid, weakNo });
			expect(score).toBeGreaterThanOrEqual(0);
			expect(score - fit).toBeLessThanOrEqual(Math.min(defaultWeights.bid, fit) + 1e-9);
			if (bid < 0) expect(score).toBeLessThanOrEqual(fit);
		}),
	);
});

test('bids keep their order: eager, willing, nothing said, in a pinch, no', () => {
	const at = (bid: number) => pairScore({ text: 0.5, topic: 0.5, bid });
	expect([at(2), at(1), at(0), at(-1), at(-2)].map((one) => Math.round(one * 100))).toEqual([70, 60, 50, 30, 5]);
	expect(pairScore({ text: 0.5, topic: 0.5, bid: -2, weakNo: true })).toBe(at(-1));
	// An eager bid on what somebody knows nothing of lifts nothing.
	expect(pairScore({ text: 0, topic: 0, bid: 2 })).toBe(0);
});

test('what is not known does not count, and nothing known is little', () => {
	expect(fitOf({ text: 0.5, topic: unknown })).toBe(0.5);
	expect(fitOf({ text: unknown, topic: 1 })).toBe(1);
	expect(fitOf({ text: 1, topic: 0 })).toBeCloseTo(0.6);
	expect(fitOf({ text: unknown, topic: unknown })).toBe(0.15);
});

test('topics: the track for six tenths, two shared keywords for the rest', () => {
	const reviewer = { tracks: ['T1'], keywords: ['Bed Rest', 'GNSS', 'étude'] };
	expect(topicMatch(reviewer, { track: 'T1', keywords: ['bed-rest', 'gnss'] })).toBe(1);
	expect(topicMatch(reviewer, { track: 'T2', keywords: ['bed rest'] })).toBeCloseTo(0.2);
	expect(topicMatch(reviewer, { track: 'T1', keywords: [] })).toBe(1);
	expect(topicMatch({ tracks: [], keywords: ['gnss'] }, { track: 'T1', keywords: ['Etude'] })).toBe(0);
	expect(topicMatch({ tracks: [], keywords: [] }, { track: 'T1', keywords: ['gnss'] })).toBeNaN();
	expect(sharedKeywords(reviewer.keywords, ['Etude', 'other'])).toEqual(['Etude']);
});

test('text counts by what is near in this call', () => {
	const values = Float32Array.from({ length: 101 }, (_, i) => i / 1000);
	expect(textScale(values)).toBeCloseTo(0.099);
	expect(scaledText(0.099 / 2, 0.099)).toBeCloseTo(0.5);
	expect(scaledText(0.2, 0.099)).toBe(1);
	expect(scaledText(unknown, 0.1)).toBeNaN();
	expect(textScale(Float32Array.of(unknown, 0))).toBe(1);
});

test('who says no to nearly everything is known by it, and who has bid little is not', () => {
	const no = (n: number, others: number[] = []) => [...Array.from({ length: n }, () => -2), ...others];
	expect(refusesNearlyAll(no(19, [2]), 20)).toBe(true);
	expect(refusesNearlyAll(no(19, [2]), 200)).toBe(false);
	expect(refusesNearlyAll(no(9), 9)).toBe(false);
	expect(refusesNearlyAll(no(12, [1, 1, 1]), 20)).toBe(false);
});

test('bids are read as they are posted', () => {
	expect(['2', '1', '-1', '-2', '0'].map(readBid)).toEqual([2, 1, -1, -2, 0]);
	expect(['', ' ', '3', '1.5', 'x', '-3'].map(readBid)).toEqual(Array(6).fill(undefined));
});

test('roles are by track; without any, everything is reviewed', () => {
	const roles = [
		{ track: 'T1', role: 'senior' as const },
		{ track: 'T2', role: 'emergency' as const },
	];
	expect([roleInTrack(roles, 'T1'), roleInTrack(roles, 'T2'), roleInTrack([], 'T1')]).toEqual([
		'senior',
		'emergency',
		'reviewer',
	]);
	expect([reviewsTrack(roles, 'T1'), reviewsTrack(roles, 'T3'), reviewsTrack([], 'T3')]).toEqual([true, false, true]);
	expect(mainRole([{ track: '', role: 'emergency' }])).toBe('emergency');
	expect(mainRole(roles)).toBe('senior');
});

test('days on which somebody can review', () => {
	const away = [{ from: '2021-11-03', to: '2021-11-05' }];
	expect(availableDays({ availableFrom: null, availableTo: null, away }, '2021-11-01', '2021-11-10')).toBe(7);
	expect(
		availableDays({ availableFrom: '2021-11-06', availableTo: '2021-11-07', away }, '2021-11-01', '2021-11-10'),
	).toBe(2);
	expect(availableDays({ availableFrom: '2021-12-01', availableTo: null, away: [] }, '2021-11-01', '2021-11-10')).toBe(
		0,
	);
});
