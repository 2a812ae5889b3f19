import { describe, expect, test } from 'vitest';
import { processNow, realClock } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { addressFaults, noteBounce, queueMail, readBounce, startDelivery } from './index.ts';
import { keepPace } from './pace.ts';
import { reply, startTestServer } from './test-server.ts';

/** A report as postfix writes them. */
function report(messageId: string, over: { action?: string; status?: string; recipient?: string } = {}): string {
	const { action = 'failed', status = '5.1.1', recipient = 'Author@University.example' } = over;
	return [
		'From MAILER-DAEMON  Fri Oct 29 10:00:00 2021',
		'From: Mail Delivery System <MAILER-DAEMON@relay.example>',
		'To: noreply@ipspace.example',
		'Subject: Undelivered Mail Returned to Sender',
		'Content-Type: multipart/report; report-type=delivery-status;',
		'\tboundary="AA.1/relay.example"',
		'',
		'--AA.1/relay.example',
		'Content-Type: text/plain; charset=us-ascii',
		'',
		'I am sorry: your message could not be delivered. Action: failed',
		'',
		'--AA.1/relay.example',
		'Content-Type: message/delivery-status',
		'',
		'Reporting-MTA: dns; relay.example',
		'Arrival-Date: Fri, 29 Oct 2021 09:59:00 +0800',
		'',
		`Final-Recipient: rfc822; ${recipient}`,
		`Action: ${action}`,
		`Status: ${status}`,
		'Diagnostic-Code: smtp; 550 5.1.1 <author@university.example>:',
		'    no such user',
		'',
		'--AA.1/relay.example',
		'Content-Type: message/rfc822',
		'',
		'Subject: Your contribution',
		'Message-ID:',
		`\t${messageId}`,
		'',
		'--AA.1/relay.example is what a body may say too',
		'--AA.1/relay.example--',
		'',
	].join('\r\n');
}

describe('reading a report', () => {
	test('recipient, verdict, the server’s words, and the mail it speaks of', () => {
		expect(readBounce(report('<a@ipspace.example>'))).toEqual([
			{
				messageId: '<a@ipspace.example>',
				address: 'author@university.example',
				action: 'failed',
				status: '5.1.1',
				diagnostic: '550 5.1.1 <author@university.example>: no such user',
			},
		]);
	});

	test('any other mail is none, whatever it quotes', () => {
		expect(readBounce('Subject: Out of office\n\nAction: failed\nFinal-Recipient: rfc822; a@b.example\n')).toEqual([]);
		expect(readBounce('Content-Type: multipart/mixed; boundary=x\n\n--x\n\nhello\n--x--\n')).toEqual([]);
		expect(readBounce('')).toEqual([]);
		expect(readBounce('Content-Type: multipart/report; boundary="\n\n--\n')).toEqual([]);
	});
});

const ctx = await testContext();
const real: Context = {
	...ctx,
	clock: realClock(),
};
const queue = (key: string, over: object = {}) =>
	queueMail(real, {
		key,
		kind: 'letter',
		scope: 'e',
		to: { name: '', address: `${key}@university.example` },
		locale: 'en',
		subject: 's',
		text: 't',
		html: '<p>t</p>',
		...over,
	});
const rows = async (statement: string) => (await ctx.byHand(statement)).rows;

describe('mail that comes back', () => {
	test('fails its mail and marks the address, once; a report about another’s mail does nothing', async () => {
		const { id, messageId } = await queue('author');
		await ctx.byHand("update mail set state = 'sent', attempts = 1");
		expect(await noteBounce(real, report('<guessed@ipspace.example>'))).toEqual(['foreign']);
		expect(await noteBounce(real, report(messageId, { action: 'delayed', status: '4.4.1' }))).toEqual(['delayed']);
		expect(await rows('select state from mail')).toEqual([{ state: 'sent' }]);
		expect(await addressFaults(real, ['author@university.example'])).toEqual(new Map());
		expect(await noteBounce(real, report(messageId))).toEqual(['bounced']);
		expect(await noteBounce(real, report(messageId))).toEqual(['known']);
		expect(await rows('select state, answer from mail')).toMatchObject([
			{ state: 'failed', answer: expect.stringContaining('no such user') },
		]);
		const [fault] = (await addressFaults(real, ['Author@university.example', 'other@university.example'])).values();
		expect(fault).toMatchObject({ address: 'author@university.example', kind: 'bounced', status: '5.1.1', mailId: id });
		expect(await rows('select outcome from mail_delivery order by at')).toEqual([
			{ outcome: 'delayed' },
			{ outcome: 'bounced' },
		]);
	});

	test('an address that the server refuses at once is marked; a mailbox that is full is not', async () => {
		await ctx.byHand('delete from mail');
		const server = await startTestServer({
			onRecipient: (to) => {
				if (to.startsWith('gone')) throw reply(550, '5.1.1 no such user');
				if (to.startsWith('full')) throw reply(552, '5.2.2 mailbox full');
			},
		});
		await queue('gone');
		await queue('full');
		const delivery = await startDelivery(
			{ ...real, config: { ...real.config, smtpUrl: server.url } },
			{ connections: 1 },
		);
		for (let tries = 0; tries < 200 && (await rows("select 1 from mail where state = 'failed'")).length < 2; tries += 1)
			await new Promise((resolve) => setTimeout(resolve, 25));
		await delivery.stop();
		await server.close();
		const faults = await addressFaults(real, ['gone@university.example', 'full@university.example']);
		expect([...faults.values()]).toMatchObject([
			{ address: 'gone@university.example', kind: 'refused', status: '5.1.1' },
		]);
	});
});

describe('mail that leaves slowly', () => {
	test('has a time each, and gets another when all have gone by', async () => {
		await ctx.byHand('delete from mail');
		const began = processNow();
		for (let place = 0; place < 5; place += 1)
			await queue(`slow${place}`, { notBefore: began, pace: { name: 'batch', perMinute: 20, place } });
		const times = async () =>
			(await rows('select extract(epoch from next_try_at) * 1000 as at from mail order by next_try_at')).map((row) =>
				Number(row.at),
			);
		expect((await times()).map((at) => Math.round((at - began) / 1000))).toEqual([0, 3, 6, 9, 12]);
		expect(await keepPace(real)).toBe(0);
		await ctx.byHand("update mail set next_try_at = next_try_at - interval '1 hour'");
		expect(await keepPace(real)).toBe(5);
		const anew = await times();
		expect(anew.slice(1).map((at, i) => Math.round(at - (anew[i] as number)))).toEqual([3000, 3000, 3000, 3000]);
		expect(anew[0]).toBeGreaterThanOrEqual(began);
	});
});
