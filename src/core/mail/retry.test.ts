import { describe, expect, test } from 'vitest';
import { parseMailbox } from './address.ts';
import { reconnectAfter, type SmtpFault, verdictOf, waitAfter } from './retry.ts';

describe('what a failure means', () => {
	const cases: [string, Partial<SmtpFault>, boolean, ReturnType<typeof verdictOf>][] = [
		['connection refused', { code: 'ESOCKET', command: 'CONN' }, false, 'deferred'],
		['recipient refused for good', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, false, 'failed'],
		['recipient refused for now', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }, false, 'deferred'],
		['sign in first', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }, false, 'refused-us'],
		['DATA refused', { code: 'EENVELOPE', command: 'DATA', responseCode: 554 }, false, 'failed'],
		['larger than the server takes', { code: 'EMESSAGE', command: 'MAIL FROM' }, false, 'failed'],
		['lost while the message went out', { code: 'ECONNECTION', command: 'CONN' }, false, 'deferred'],
		['lost after the message', { code: 'ECONNECTION', command: 'CONN' }, true, 'uncertain'],
		['no answer to the message', { code: 'ETIMEDOUT', command: 'CONN' }, true, 'uncertain'],
		['nonsense after the message', { code: 'EPROTOCOL', command: 'CONN', responseCode: 500 }, true, 'uncertain'],
		[
			'half an answer after the message',
			{ code: 'ECONNECTION', command: 'CONN', responseCode: 451 },
			true,
			'uncertain',
		],
		['message refused for good', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, true, 'failed'],
		['message refused for now', { code: 'EMESSAGE', command: 'DATA', responseCode: 452 }, true, 'deferred'],
		['going down, message not taken', { code: 'EMESSAGE', command: 'DATA', responseCode: 421 }, true, 'deferred'],
	];
	test.each(cases)('%s', (_, fault, handed, verdict) => {
		expect(verdictOf({ message: 'm', ...fault }, handed)).toBe(verdict);
	});
});

test('waits grow, and end after about two days', () => {
	const waits: number[] = [];
	for (let attempts = 1; waitAfter(attempts) !== undefined; attempts += 1) waits.push(waitAfter(attempts) as number);
	expect(waits).toEqual([...waits].sort((a, b) => a - b));
	const total = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
	expect(total).toBeGreaterThan(40);
	expect(total).toBeLessThan(72);
	expect(reconnectAfter(1)).toBe(1000);
	expect(reconnectAfter(100)).toBe(600_000);
});

test('mailboxes as people write them', () => {
	expect(parseMailbox('Orrery <noreply@localhost>')).toEqual({ name: 'Orrery', address: 'noreply@localhost' });
	expect(parseMailbox('"IPSPACE, 秘书处" <a@b.example>')).toEqual({ name: 'IPSPACE, 秘书处', address: 'a@b.example' });
	expect(parseMailbox(' a@b.example ')).toEqual({ name: '', address: 'a@b.example' });
	expect(() => parseMailbox('nobody')).toThrow('not a mail address');
	expect(() => parseMailbox('A <a@b.example> <c@d.example>')).toThrow();
});
