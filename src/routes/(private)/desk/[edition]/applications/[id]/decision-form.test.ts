import { expect, test } from 'vitest';
import { stageSchema } from '#modules/calls/stage.ts';
import { decisionOf, nothingTyped, seenOf, typedDecision } from './decision-form.ts';

const label = { en: 'x', zh: '某' };
const stage = stageSchema.parse({
	id: 'decision',
	kind: 'determination',
	label,
	outcomes: [
		{ id: 'talk', label, effect: 'accept' },
		{ id: 'moved', label, effect: 'accept', needs: ['track'] },
		{ id: 'conditional', label, effect: 'conditional', needs: ['conditions'] },
		{ id: 'reject', label, effect: 'reject', needs: ['reason'] },
		{ id: 'grant', label, effect: 'accept', needs: ['amount'] },
	],
	reasons: [{ id: 'scope', label }],
});
const posted = (fields: Record<string, string>) => {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
};
const everything = { track: 'T4', reason: 'scope', conditions: 'Shorten it.\r\nPlease.', note: 'n' };

test.each([
	['talk', { reason: null, track: null, conditions: null, amount: null }],
	['moved', { reason: null, track: 'T4', conditions: null, amount: null }],
	['conditional', { reason: null, track: null, conditions: 'Shorten it.\nPlease.', amount: null }],
	['reject', { reason: 'scope', track: null, conditions: null, amount: null }],
])('%s takes only what it needs, and always the note', (outcome, kept) => {
	const typed = typedDecision(posted({ outcome, ...everything }));
	expect(decisionOf(typed, stage)).toEqual({ stage: 'decision', outcome, note: 'n', ...kept });
});

test.each([
	['1500', 1500],
	['1,500', 1500],
	['', null],
	['much', Number.NaN],
])('an amount typed as %s', (amount, read) => {
	expect(decisionOf(typedDecision(posted({ outcome: 'grant', amount })), stage).amount).toBe(read);
	expect(decisionOf(typedDecision(posted({ outcome: 'talk', amount })), stage).amount).toBeNull();
});

test('what is missing is said by the module, not guessed', () => {
	expect(decisionOf(typedDecision(posted({ outcome: 'reject' })), stage)).toMatchObject({
		outcome: 'reject',
		reason: null,
	});
	expect(decisionOf(nothingTyped, stage)).toMatchObject({ outcome: '', note: null });
});

test('no determination on the screen is known from one', () => {
	expect(seenOf(posted({ seen: '' }))).toBeNull();
	expect(seenOf(posted({ seen: 'd1' }))).toBe('d1');
});
