import { expect, test } from 'vitest';
import { blindnesses, namesShown, scoreVisibilities } from '#modules/calls/stage-review.ts';
import { stageSchema } from '#modules/calls/stage.ts';
import { applicantSees, chairSees, mayDiscuss, panelSees, phases, phasesAt } from './phases.ts';

const both = (en: string) => ({ en, zh: `${en}（中文）` });
const stage = (change: object = {}) => {
	const parsed = stageSchema.parse({
		id: 'round',
		kind: 'review',
		label: both('Round'),
		outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' }],
		...change,
	});
	if (parsed.kind !== 'review') throw new Error('no review');
	return parsed;
};
const full = {
	opens: '2021-11-05',
	closes: '2021-11-20',
	bidding: { opens: '2021-11-01', closes: '2021-11-04' },
	rebuttal: { opens: '2021-11-10', closes: '2021-11-14' },
	discussion: { opens: '2021-11-15', closes: '2021-11-22' },
};
const at = (local: string, zone = '+08:00') => Date.parse(`${local}${zone}`);
const call = { zone: 'Asia/Shanghai', closesAt: at('2021-11-01T00:00:00') };
const here = { state: 'submitted', cohort: null, here: true };
const phaseAt = (change: object, now: number, application = here) =>
	phasesAt(stage(change), true, call, application, now);

test('each phase is a window in the zone of the call: from its first instant to its last, never one before or after', () => {
	const edges: [string, string][] = [
		['2021-10-31T23:59:59', 'before'],
		['2021-11-01T00:00:00', 'bidding'],
		['2021-11-04T23:59:59', 'bidding'],
		['2021-11-05T00:00:00', 'reviewing'],
		['2021-11-09T23:59:59', 'reviewing'],
		['2021-11-10T00:00:00', 'rebuttal'],
		['2021-11-14T23:59:59', 'rebuttal'],
		['2021-11-15T00:00:00', 'discussion'],
		['2021-11-22T23:59:59', 'discussion'],
		['2021-11-23T00:00:00', 'over'],
	];
	for (const [now, phase] of edges) expect([now, phaseAt(full, at(now)).phase]).toEqual([now, phase]);
	expect(new Set(edges.map(([, phase]) => phase))).toEqual(new Set(phases));
	// The same local times elsewhere are other instants.
	const paris = phasesAt(stage(full), true, { ...call, zone: 'Europe/Paris' }, here, at('2021-11-10T00:00:00'));
	expect(paris.phase).toBe('reviewing');
});

test('scores are taken until the stage closes, whatever else goes on; first ones are wanted before anybody reads them', () => {
	for (const now of ['2021-11-08', '2021-11-12', '2021-11-18']) {
		expect(phaseAt(full, at(`${now}T12:00:00`)).scoring.at).toBe('open');
	}
	expect(phaseAt(full, at('2021-11-21T00:00:00'))).toMatchObject({
		phase: 'discussion',
		scoring: { at: 'over' },
		closed: true,
	});
	expect(phaseAt(full, at('2021-11-08T12:00:00')).dueAt).toBe(at('2021-11-10T00:00:00'));
	expect(phaseAt({ closes: '2021-11-20' }, at('2021-11-08T12:00:00')).dueAt).toBe(at('2021-11-21T00:00:00'));
	expect(phaseAt({}, at('2021-11-08T12:00:00')).dueAt).toBeNull();
});

test('what has gone on, is decided or withdrawn is over: nobody bids, scores, answers or discusses', () => {
	for (const application of [
		{ ...here, here: false },
		{ ...here, state: 'decided' },
		{ ...here, state: 'withdrawn' },
	]) {
		for (const now of ['2021-11-02', '2021-11-08', '2021-11-12', '2021-11-18']) {
			const found = phaseAt(full, at(`${now}T12:00:00`), application);
			expect(found.phase).toBe('over');
			expect([found.bidding?.at, found.scoring.at, found.rebuttal?.at, found.discussion?.at]).toEqual(
				Array(4).fill('over'),
			);
			expect(mayDiscuss(found, true)).toBe(false);
		}
	}
});

test('a discussion without a date of its own begins with the reviews, and shows as such when they are over', () => {
	const open = phaseAt({ discussion: {}, closes: '2021-11-20' }, at('2021-11-08T12:00:00'));
	expect([open.phase, mayDiscuss(open, true), mayDiscuss(open, false)]).toEqual(['reviewing', true, false]);
	expect(phaseAt({ discussion: {}, closes: '2021-11-20' }, at('2021-11-25T12:00:00')).phase).toBe('discussion');
	expect(mayDiscuss(phaseAt({}, at('2021-11-08T12:00:00')), true)).toBe(false);
});

/** What a policy shows of the others: before one's own review, after it, when all are in, when the stage has closed. */
const scoresShown: Record<(typeof scoreVisibilities)[number], [boolean, boolean, boolean, boolean]> = {
	own: [false, false, false, false],
	'after-own': [false, true, false, false],
	panel: [true, true, true, true],
	'when-all-in': [false, false, true, true],
};
const namesOf: Record<(typeof namesShown)[number], [before: boolean, after: boolean]> = {
	never: [false, false],
	'after-own': [false, true],
	always: [true, true],
};

test('what a member of the panel sees, for every value of score visibility and names', () => {
	expect(Object.keys(scoresShown)).toEqual([...scoreVisibilities]);
	expect(Object.keys(namesOf)).toEqual([...namesShown]);
	for (const scoreVisibility of scoreVisibilities) {
		for (const reviewerNames of namesShown) {
			const [before, after, allIn, closed] = scoresShown[scoreVisibility];
			const sees = (hasScored: boolean, all: boolean, isClosed: boolean) =>
				panelSees(stage({ scoreVisibility, reviewerNames }), { closed: isClosed }, { hasScored, allIn: all });
			const expected = (shown: boolean, hasScored: boolean) => ({
				scores: shown,
				texts: shown,
				names: shown && namesOf[reviewerNames][hasScored ? 1 : 0],
			});
			expect(sees(false, false, false)).toEqual(expected(before, false));
			expect(sees(true, false, false)).toEqual(expected(after, true));
			// Who has not scored sees no more because the others have.
			expect(sees(false, true, false)).toEqual(expected(allIn, false));
			expect(sees(false, false, true)).toEqual(expected(closed, false));
		}
	}
});

test('a chair sees all with names, but of secret scores nothing before all are in or the stage has closed', () => {
	for (const scoreVisibility of scoreVisibilities) {
		const secret = scoreVisibility === 'when-all-in';
		expect(chairSees(stage({ scoreVisibility }), { closed: false }, false).scores).toBe(!secret);
		for (const [closed, allIn] of [
			[true, false],
			[false, true],
		] as const) {
			expect(chairSees(stage({ scoreVisibility }), { closed }, allIn)).toEqual({
				scores: true,
				texts: true,
				names: true,
			});
		}
	}
});

test('an applicant reads texts with the decision or to answer them, points only where he is to answer them, names only where all is open', () => {
	for (const blind of blindnesses) {
		for (const showPoints of [true, false]) {
			const of = stage({ blind, ...full, rebuttal: { ...full.rebuttal, showPoints } });
			const inRebuttal = phasesAt(of, true, call, here, at('2021-11-12T12:00:00'));
			const later = phasesAt(of, true, call, here, at('2021-11-18T12:00:00'));
			expect(applicantSees(of, inRebuttal, false)).toEqual({ scores: showPoints, texts: true, names: false });
			expect(applicantSees(of, later, false)).toEqual({ scores: false, texts: false, names: false });
			expect(applicantSees(of, later, true)).toEqual({ scores: false, texts: true, names: blind === 'open' });
		}
	}
});
