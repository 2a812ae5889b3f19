import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { testContext } from '../../../../tests/setup/context.ts';
import type { MailRow } from '../compose.ts';
import { adoptMail, exportMailOf, mailboxMessage } from '../index.ts';
import { renderMail } from '../render/index.ts';
import { keepBody, newMarks, openCompositor, queueShared } from './index.ts';
import { base64, cutAtMarks, encodeOnce, fillMarks, quotedPrintable } from './encode.ts';

const ctx = await testContext();

/** As a reader of mail decodes it (RFC 2045, 6.7): soft line ends away, then the bytes. */
function readQuotedPrintable(text: string): string {
	const bytes: number[] = [];
	const joined = text.replace(/[ \t]*=\r\n/g, (end) => end.slice(0, -3));
	for (let at = 0; at < joined.length; at += 1) {
		if (joined[at] === '=') {
			bytes.push(Number.parseInt(joined.slice(at + 1, at + 3), 16));
			at += 2;
		} else bytes.push(joined.charCodeAt(at));
	}
	return Buffer.from(bytes).toString('utf8').replace(/\r\n/g, '\n');
}

const marks = { token: '~aaaaaaaaaaaaaaaaaaaaaaaa', address: '~bbbbbbbbbbbbbbbbbbbbbbbb' };
const anyText = fc
	.array(
		fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 120 }),
			fc.constantFrom(
				'\n',
				' \n',
				'=',
				'.\n',
				'é',
				'气候 ',
				marks.token,
				marks.address,
				`https://x.example/${marks.token}`,
			),
		),
		{ maxLength: 20 },
	)
	.map((parts) => parts.join('').replace(/\r/g, ''));

describe('a text that many share', () => {
	test('quoted-printable says what was written, in lines of at most 76 characters, ASCII alone', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const written = quotedPrintable(text);
				expect(readQuotedPrintable(written)).toBe(text);
				for (const line of written.split('\r\n')) {
					expect(line.length).toBeLessThanOrEqual(76);
					expect(line).toMatch(/^[\t\x20-\x7e]*$/);
					expect(line).not.toMatch(/[ \t]$/);
				}
			}),
		);
	});

	test('filled after it was encoded it reads as if it had been filled before', () => {
		fc.assert(
			fc.property(anyText, fc.string({ unit: 'grapheme', maxLength: 90 }), (text, value) => {
				const values = { token: 'tok', address: value.replace(/[\r\n]/g, '') };
				const { encoding, fill } = encodeOnce(text, marks);
				const read =
					encoding === 'base64'
						? Buffer.from(fill(values), 'base64').toString('utf8').replace(/\r\n/g, '\n')
						: readQuotedPrintable(fill(values));
				expect(read).toBe(fillMarks(text, marks, values));
			}),
		);
	});

	test('Chinese goes as base64, English as quoted-printable; a value that is missing is a fault', () => {
		expect(encodeOnce('空间气候观测'.repeat(20), marks).encoding).toBe('base64');
		expect(encodeOnce('An observatory — in space', marks).encoding).toBe('quoted-printable');
		expect(
			base64('气候'.repeat(60))
				.split('\r\n')
				.every((line) => line.length <= 76),
		).toBe(true);
		expect(cutAtMarks(`a${marks.token}b${marks.address}`, marks)).toEqual({
			pieces: ['a', 'b', ''],
			names: ['token', 'address'],
		});
		expect(() => encodeOnce(`x${marks.token}`, marks).fill({})).toThrow('token');
	});
});

describe('mails with one body', () => {
	const own = newMarks('token', 'address');
	const long = 'k'.repeat(180);
	const rendered = renderMail({
		locale: 'zh',
		subject: '通讯',
		blocks: [
			{ type: 'paragraph', text: `致 ${own.address}` },
			{ type: 'button', label: '退订', href: `https://h.example/n/${own.token}` },
		],
	});
	const body = {
		id: 'test-body',
		...rendered,
		marks: own,
		headers: {
			'List-Unsubscribe': `<https://h.example/newsletter/u/${own.token}>`,
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			'List-Id': '<news.h.example>',
		},
	};
	const mails = ['a&b@people.example', 'c@people.example'].map((address, place) => ({
		key: `shared:${address}`,
		address,
		body: body.id,
		subject: rendered.subject,
		locale: 'zh' as const,
		filling: { token: `${long}${place}`, address },
	}));

	test('are queued once, in as many statements for two as for fifty', async () => {
		await keepBody(ctx, { id: body.id, text: body.text, html: body.html, marks: body.marks, headers: body.headers });
		const queue = (list: typeof mails) => queueShared(ctx, { kind: 'digest', scope: 'x', mails: list });
		expect(await queue(mails)).toBe(2);
		expect(await queue(mails)).toBe(0);
		const fifty = Array.from({ length: 50 }, (_, n) => ({ ...(mails[0] as (typeof mails)[0]), key: `more:${n}` }));
		const two = await ctx.countStatements(() => queue(fifty.slice(0, 2)));
		expect(await ctx.countStatements(() => queue(fifty.slice(2)))).toBe(two);
	});

	test('each is whole on the wire and in the mailbox, header fields on one line', async () => {
		const { rows } =
			await ctx.byHand(`select id, message_id as "messageId", "from", to_name as "toName", to_address as "toAddress",
			reply_to as "replyTo", subject, text, html, locale, attachments, body_id as "bodyId", filling from mail where idempotency_key = 'shared:a&b@people.example'`);
		const row = rows[0] as MailRow;
		expect(row.text).toBe('');
		const { bytes, envelope } = await openCompositor(ctx)(row, Date.UTC(2021, 9, 10));
		const raw = Buffer.from(bytes).toString('utf8');
		expect(envelope.to).toEqual(['a&b@people.example']);
		expect(raw).toMatch(new RegExp(`^List-Unsubscribe: <https://h.example/newsletter/u/${long}0>\\r$`, 'm'));
		expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
		expect(raw).toMatch(/^Message-ID: <.+>\r$/m);
		expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
		const parsed = await PostalMime.parse(raw);
		expect(parsed.subject).toBe('通讯');
		expect(parsed.text).toContain('致 a&b@people.example');
		expect(parsed.text).toContain(`https://h.example/n/${long}0`);
		expect(parsed.html).toContain('致 a&amp;b@people.example');
		const kept = await mailboxMessage(ctx, { kind: 'visitor' }, row.id);
		expect(kept.text.trim()).toBe(parsed.text?.replace(/\r\n/g, '\n').trim());
		expect(kept.html).not.toContain(own.token);
	});

	test('stand in the export of whoever they went to as he read them', async () => {
		await adoptMail(ctx, 'c@people.example', 'person-c');
		const [found] = await exportMailOf(ctx, 'person-c');
		expect(found).toMatchObject({ to: 'c@people.example', deliveries: [] });
		expect(found?.text).toContain('致 c@people.example');
		expect(found?.text).toContain(`https://h.example/n/${long}1`);
		// What fills the marks is in the text, and the body is not the person's.
		expect(Object.keys(found ?? {})).not.toContain('filling');
	});

	test('leave after those that wait, not after one that its server has put off for hours', async () => {
		const now = ctx.clock.process.now;
		const live = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
		const pace = { name: 'test', perMinute: 60 };
		const queue = (name: string, count: number) => {
			const list = Array.from({ length: count }, (_, n) => ({
				...(mails[0] as (typeof mails)[0]),
				key: `${name}:${n}`,
			}));
			return queueShared(live, { kind: 'digest', scope: 'x', pace, mails: list });
		};
		const firstOf = async (name: string) => {
			const { rows } = await ctx.byHand(
				'select (extract(epoch from min(next_try_at)) * 1000)::float8 as at from mail where idempotency_key like $1',
				[`${name}:%`],
			);
			return rows[0].at - now();
		};
		await queue('first', 10);
		await queue('second', 10);
		expect([await firstOf('first'), await firstOf('second')]).toEqual([0, 10_000]);
		await ctx.byHand(
			`update mail set attempts = 3, next_try_at = next_try_at + interval '5 hours' where idempotency_key = 'first:4'`,
		);
		await queue('third', 1);
		expect(await firstOf('third')).toBe(20_000);
	});

	test('a header field that does not fit on a line is refused', async () => {
		const bad = { ...body, id: 'bad', headers: { 'List-Id': 'a\r\nBcc: x@y.example' } };
		await expect(keepBody(ctx, bad)).rejects.toThrow('one line');
	});
});
