import { expect, test } from 'vitest';
import { batchState, delivered, stillMoves } from './batch.ts';
import { letterLook } from './letter-look.ts';
import { chosenOf, notBeforeOf } from './send-form.ts';

const batch = (issued: number, delivery: Record<string, number> = {}, faulty = 0) => {
	return { id: 'b', callId: 'c', at: 0, letters: 4, issued, faulty, delivery, perMinute: null, notBefore: null };
};

test('a batch says what it needs before it says that it is on its way', () => {
	expect(batchState(batch(2, { sent: 2 }))).toBe('running');
	expect(batchState(batch(3, { sent: 3 }, 1))).toBe('faulty');
	expect(batchState(batch(4, { sent: 3, uncertain: 1 }))).toBe('uncertain');
	expect(batchState(batch(4, { sent: 3, failed: 1 }))).toBe('uncertain');
	expect(batchState(batch(4, { held: 4 }))).toBe('held');
	expect(batchState(batch(4, { sent: 3, queued: 1 }))).toBe('waiting');
	expect(batchState(batch(4, { sent: 4 }))).toBe('done');
	expect(batchState(batch(4, { kept: 4 }))).toBe('done');
	expect(delivered(batch(4, { sent: 1, kept: 2, queued: 1 }))).toBe(3);
	expect(stillMoves(batch(1))).toBe(true);
	expect(stillMoves(batch(4, { sending: 1, sent: 3 }))).toBe(true);
	expect(stillMoves(batch(4, { queued: 4 }))).toBe(false);
});

test('a letter: its own state wins over its mail’s', () => {
	expect(letterLook({ state: 'revoked', delivery: 'sent', fault: null }).word).toBe('revoked');
	expect(letterLook({ state: 'draft', delivery: null, fault: null }).word).toBe('written');
	expect(letterLook({ state: 'draft', delivery: null, fault: 'no font' })).toEqual({ word: 'faulty', badge: 'failed' });
	expect(letterLook({ state: 'issued', delivery: 'uncertain', fault: null })).toEqual({
		word: 'uncertain',
		badge: 'overdue',
	});
	expect(letterLook({ state: 'issued', delivery: 'constructor', fault: null }).word).toBe('queued');
});

test('what was ticked, each once, and when it leaves', () => {
	const form = new FormData();
	for (const id of ['a', 'b', 'a', '']) form.append('determination', id);
	expect(chosenOf(form)).toEqual({ determinations: ['a', 'b'], departure: 'soon', at: '', perMinute: '' });
	form.set('departure', 'yesterday');
	expect(chosenOf(form).departure).toBe('soon');
	form.set('departure', 'now');
	expect(chosenOf(form).departure).toBe('now');
	expect(notBeforeOf('now', 1000)).toBeUndefined();
	expect(notBeforeOf('soon', 1000)).toBe(901_000);
});
