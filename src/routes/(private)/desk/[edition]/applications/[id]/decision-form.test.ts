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
	['talk', { reason: null, track: null, conditions: null }],
	['moved', { reason: null, track: 'T4', conditions: null }],
	['conditional', { reason: null, track: null, conditions: 'Shorten it.\nPlease.' }],
	['reject', { reason: 'scope', track: null, conditions: null }],
])('%s takes only what it needs, and always the note', (outcome, kept) => {
	const typed = typedDecision(posted({ outcome, ...everything }));
	expect(decisionOf(typed, stage)).toEqual({ stage: 'decision', outcome, note: 'n', ...kept });
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
