import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appealUntil } from './appeal.ts';
import {
	applicationEvents,
	type ApplicationState,
	applicationStates,
	mayChange,
	stateAfter,
	stateForApplicant,
	type Told,
} from './application-state.ts';
import {
	infoRequestAfter,
	infoRequestEvents,
	infoRequestStateAt,
	infoRequestStates,
	infoRequestTransitions,
} from './info-request.ts';
import { presentStage, rulesOf, stageAfter, stageSchema } from './stage.ts';

const both = (en: string) => ({ en, zh: `${en}（中文）` });
const anyTold: fc.Arbitrary<Told> = fc.option(
	fc.record({
		effect: fc.constantFrom('advance', 'accept', 'conditional', 'waitlist', 'reject'),
		answer: fc.constantFrom(null, 'confirmed', 'declined'),
		reopenedAt: fc.constantFrom(null, 5),
	}),
	{ nil: undefined },
);

test('an applicant never learns of a decision that is not announced, at whatever stage', () => {
	fc.assert(
		fc.property(fc.constantFrom<ApplicationState>(...applicationStates), anyTold, (state, told) => {
			expect(stateForApplicant(state, told)).not.toBe('decided');
			if (told?.effect === 'advance' || (told && told.reopenedAt !== null)) {
				expect(stateForApplicant('decided', told)).toBe('submitted');
			}
			// Told anything, he hands in no new versions.
			if (told) expect(mayChange(state, told)).toBe(false);
		}),
	);
	expect(mayChange('decided', undefined)).toBe(true);
});

test('going on, coming back and reopening lead to the beginning of a stage and nowhere else', () => {
	for (const event of ['advance', 'return', 'reopen'] as const) {
		for (const state of applicationStates) expect([null, 'submitted']).toContain(stateAfter(state, event));
	}
	for (const event of applicationEvents) expect(stateAfter('withdrawn', event)).toBeNull();
});

test('a request: every state and event has a line, what ended stays, and only what has expired opens again', () => {
	for (const state of infoRequestStates) {
		expect(Object.keys(infoRequestTransitions[state]).sort()).toEqual([...infoRequestEvents].sort());
		for (const event of infoRequestEvents) {
			const after = infoRequestAfter(state, event);
			if (state === 'answered' || state === 'closed') expect(after).toBeNull();
			if (after === 'open') expect(event).toBe('extend');
		}
	}
	expect(infoRequestAfter('expired', 'answer')).toBeNull();
	expect(infoRequestStateAt({ state: 'open', dueAt: 10 }, 9)).toBe('open');
	expect(infoRequestStateAt({ state: 'open', dueAt: 10 }, 10)).toBe('expired');
	expect(infoRequestStateAt({ state: 'closed', dueAt: 10 }, 10)).toBe('closed');
});

test('one may appeal to the end of the last whole day, over a change of clocks too, and only against a refusal', () => {
	const announcedAt = Date.parse('2021-10-28T22:30:00+02:00');
	const until = (effect: 'reject' | 'accept', appealDays?: number) =>
		appealUntil({ appealDays }, { effect, announcedAt }, 'Europe/Paris');
	expect(until('reject', 5)).toBe(Date.parse('2021-11-03T00:00:00+01:00'));
	expect(until('accept', 5)).toBeNull();
	expect(until('reject')).toBeNull();
	expect(appealUntil({ appealDays: 5 }, { effect: 'reject', announcedAt: null }, 'Europe/Paris')).toBeNull();
});

const stage = (id: string, change: object = {}) =>
	stageSchema.parse({
		id,
		kind: 'review',
		label: both(id),
		criteria: [{ id: 'novelty', label: both('Novelty') }],
		outcomes: [{ id: 'on', label: both('On'), effect: 'advance' }],
		...change,
	});

test('what people relied on is among the rules, words and dates are not', () => {
	const rules = (change: object) => JSON.stringify(rulesOf([stage('a', change)]));
	const plain = rules({});
	for (const change of [
		{ label: both('Other words') },
		{ opens: '2021-10-01', closes: '2021-10-30', announceBy: '2021-11-01' },
		{ criteria: [{ id: 'novelty', label: both('Other words'), help: both('Help') }] },
		{ perApplication: 3 },
	]) {
		expect(rules(change)).toBe(plain);
	}
	for (const change of [
		{ criteria: [{ id: 'novelty', label: both('Novelty'), weight: 2 }] },
		{ criteria: [{ id: 'novelty', label: both('Novelty'), max: 5 }] },
		{ scoreVisibility: 'panel' },
		{ appealDays: 3 },
		{ outcomes: [{ id: 'on', label: both('On'), effect: 'accept' }] },
	]) {
		expect(rules(change)).not.toBe(plain);
	}
});

test('an application is in the stage that is stored, else in the first; after the last there is none', () => {
	const list = ['a', 'b', 'c'].map((id) => ({ stage: stage(id) }));
	const at = (id: string | null) => presentStage(list, id)?.stage.id;
	expect([at(null), at('b'), at('gone')]).toEqual(['a', 'b', 'a']);
	expect(stageAfter(list, 'a')?.stage.id).toBe('b');
	expect(stageAfter(list, 'c')).toBeUndefined();
	expect(stageAfter(list, 'gone')).toBeUndefined();
});
