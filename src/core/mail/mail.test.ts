import { describe, expect, test } from 'vitest';
import { type Actor, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { readFileBytes, referredFiles } from '#core/files/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import {
	eraseMailOf,
	exportMailOf,
	heldByMail,
	holdEverything,
	holdMail,
	mailboxAddresses,
	mailboxAttachment,
	mailboxList,
	mailboxMessage,
	mailFileReferences,
	type NewMail,
	outboxPage,
	queueMail,
	releaseMail,
	resolveMail,
	waitingMail,
} from './index.ts';

const ctx = await testContext();
const now = ctx.clock.process.now();
/** The same database as a real installation: mail is queued to be sent. */
const real = { ...ctx, clock: { ...ctx.clock, rehearsal: false, dial: undefined } };
const place = (scope: string) => ({ scope, subject: { within: { edition: scope } } });
const secretaryOf = (scope: string): Actor => ({
	kind: 'person',
	personId: 'p-secretary',
	relations: [{ relation: 'secretary', on: 'edition', id: scope }],
	via: 'session',
});
const wanted = (key: string, more: Partial<NewMail> = {}): NewMail => ({
	key,
	kind: 'receipt',
	to: { name: 'Ada Sample', address: 'ada@people.example' },
	locale: 'en',
	subject: `Subject of ${key}`,
	text: 'text',
	html: '<p>html</p>',
	...more,
});

describe('queueing', () => {
	test('belongs to the transaction, and happens once for a key', async () => {
		await expect(
			transaction(real, async (tx) => {
				await queueMail(tx, wanted('rolled-back', { scope: 'q' }));
				throw new Error('no');
			}),
		).rejects.toThrow('no');
		const [first, second] = await Promise.all([
			queueMail(real, wanted('once', { scope: 'q' })),
			queueMail(real, wanted('once', { scope: 'q', subject: 'another' })),
		]);
		expect(first.id).toBe(second.id);
		expect([first.isNew, second.isNew].filter(Boolean)).toHaveLength(1);
		expect(first.messageId).toMatch(/^<[0-9a-z]{20}@localhost>$/);
		const { items, counts } = await outboxPage(real, system('test'), place('q'), { list: 'waiting' });
		expect(items.map((item) => item.subject)).toEqual([`Subject of once`]);
		expect(counts).toEqual({ waiting: 1, held: 0, uncertain: 0, failed: 0, sent: 0 });
	});

	test('keeps names and subjects on their line and refuses what is no address', async () => {
		await queueMail(
			real,
			wanted('lines', { scope: 'l', subject: 'a\r\nBcc: x@y.example', to: { name: 'A\nB', address: 'a@b.example' } }),
		);
		const { items } = await outboxPage(real, system('test'), place('l'), { list: 'waiting' });
		expect(items[0]).toMatchObject({ subject: 'a Bcc: x@y.example', toName: 'A B' });
		await expect(
			queueMail(real, wanted('bad', { to: { name: '', address: 'a@b.example, c@d.example' } })),
		).rejects.toThrow('no address');
	});
});

describe('the stop button', () => {
	test('stops what is queued, releases it, and stands in the ledger', async () => {
		const ids = [];
		for (const key of ['h1', 'h2', 'h3'])
			ids.push(
				(
					await queueMail(
						real,
						wanted(key, { scope: 'h', kind: key === 'h3' ? 'letter' : 'receipt', notBefore: now + 3600_000 }),
					)
				).id,
			);
		await queueMail(real, wanted('other', { scope: 'h-other' }));
		expect(await waitingMail(real, 'h')).toEqual([
			{ kind: 'letter', count: 1, first: now + 3600_000, last: now + 3600_000, later: 1 },
			{ kind: 'receipt', count: 2, first: now + 3600_000, last: now + 3600_000, later: 2 },
		]);
		const secretary = secretaryOf('h');
		expect(await holdMail(real, secretary, place('h'))).toBe(3);
		expect(await holdMail(real, secretary, place('h'))).toBe(0);
		expect(await waitingMail(real, 'h')).toEqual([]);
		expect(await waitingMail(real, 'h-other')).toHaveLength(1);
		expect(await releaseMail(real, secretary, place('h'), { ids: [ids[0] as string] })).toBe(1);
		expect(await releaseMail(real, secretary, place('h'), { kind: 'letter' })).toBe(1);
		const { counts } = await outboxPage(real, secretary, place('h'), { list: 'held' });
		expect(counts).toMatchObject({ waiting: 2, held: 1 });
		const history = await historyOf(real, { type: 'outbox', id: 'h' });
		expect(history.map((event) => [event.actor, event.action, event.data.count])).toEqual([
			['person:p-secretary', 'hold-mail', 3],
			['person:p-secretary', 'release-mail', 1],
			['person:p-secretary', 'release-mail', 1],
		]);
	});

	test('is out of reach for another edition’s desk, in both directions', async () => {
		const { id } = await queueMail(real, wanted('guarded', { scope: 'g' }));
		const stranger = secretaryOf('elsewhere');
		for (const attempt of [
			() => outboxPage(real, stranger, place('g'), { list: 'waiting' }),
			() => holdMail(real, stranger, place('g')),
			() => releaseMail(real, stranger, place('g')),
			() => resolveMail(real, stranger, place('g'), id, 'arrived'),
		]) {
			await expect(attempt()).rejects.toMatchObject({ kind: 'not-found' });
		}
		// His own place does not reach into ours either.
		expect(await holdMail(real, stranger, place('elsewhere'), { ids: [id] })).toBe(0);
		await ctx.byHand(`update mail set state = 'uncertain' where id = $1`, [id]);
		await expect(resolveMail(real, stranger, place('elsewhere'), id, 'again')).rejects.toMatchObject({
			kind: 'not-found',
		});
		const { counts } = await outboxPage(real, secretaryOf('g'), place('g'), { list: 'uncertain' });
		expect(counts.uncertain).toBe(1);
	});

	test('after a restore everything waits for a person', async () => {
		await queueMail(real, wanted('restored', { scope: 'r' }));
		expect(await holdEverything(real)).toBeGreaterThan(0);
		expect(await waitingMail(real, 'r')).toEqual([]);
	});
});

test('an uncertain mail is resolved once, a failed one can only go again', async () => {
	const { id } = await queueMail(real, wanted('doubt', { scope: 'u' }));
	const secretary = secretaryOf('u');
	await expect(resolveMail(real, secretary, place('u'), id, 'arrived')).rejects.toMatchObject({ code: 'mail-settled' });
	await ctx.byHand(`update mail set state = 'failed' where id = $1`, [id]);
	await expect(resolveMail(real, secretary, place('u'), id, 'arrived')).rejects.toMatchObject({ code: 'mail-failed' });
	await ctx.byHand(`update mail set state = 'uncertain', attempts = 3 where id = $1`, [id]);
	const both = await Promise.allSettled([
		resolveMail(real, secretary, place('u'), id, 'arrived'),
		resolveMail(real, secretary, place('u'), id, 'again'),
	]);
	expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
	const events = await historyOf(real, { type: 'mail', id });
	expect(events).toHaveLength(1);
	expect(events[0]).toMatchObject({ action: 'resolve-mail', data: { was: 'uncertain' } });
});

describe('the mailbox of a rehearsal', () => {
	test('keeps everything at once, readable by anyone, attachments included', async () => {
		const { digest, bytes } = await ctx.files.put(new TextEncoder().encode('%PDF-1.7 letter'));
		const { id } = await queueMail(
			ctx,
			wanted('kept-1', {
				scope: 'k',
				to: { name: '样例 Sample', address: 'kept@people.example' },
				fromName: 'IPSPACE 2021',
				replyTo: { name: 'Secretariat', address: 'office@ipspace.example' },
				attachments: [{ digest, bytes, name: '录用通知.pdf', mediaType: 'application/pdf' }],
			}),
		);
		await queueMail(ctx, wanted('kept-2', { to: { name: '', address: 'kept@people.example' } }));
		const addresses = await mailboxAddresses(ctx, { kind: 'visitor' }, { search: 'KEPT@' });
		expect(addresses.items).toEqual([{ address: 'kept@people.example', name: '样例 Sample', count: 2, latest: now }]);
		const list = await mailboxList(ctx, { kind: 'visitor' }, { to: 'kept@people.example' });
		expect(list).toMatchObject({ total: 2, page: 1 });
		expect(list.items.find((item) => item.id === id)?.attachments).toBe(1);
		const message = await mailboxMessage(ctx, { kind: 'visitor' }, id);
		expect(message).toMatchObject({
			from: { name: 'IPSPACE 2021', address: 'noreply@localhost' },
			replyTo: { address: 'office@ipspace.example' },
			text: 'text',
			html: '<p>html</p>',
		});
		// Every code to sign in lies here: where others reach the rehearsal it is there on the operator's word only.
		const reachable = { ...ctx, config: { ...ctx.config, baseUrl: 'https://symposium.example' } };
		for (const ask of [
			mailboxAddresses(reachable, { kind: 'visitor' }),
			mailboxList(reachable, { kind: 'visitor' }, { to: 'kept@people.example' }),
			mailboxMessage(reachable, { kind: 'visitor' }, id),
			mailboxAttachment(reachable, { kind: 'visitor' }, id, 0),
		]) {
			await expect(ask).rejects.toMatchObject({ status: 404 });
		}
		const meant = { ...reachable, config: { ...reachable.config, rehearsalLogins: 'public' as const } };
		expect((await mailboxAddresses(meant, { kind: 'visitor' }, { search: 'kept@' })).total).toBe(1);
		const { attachment, file } = await mailboxAttachment(ctx, { kind: 'visitor' }, id, 0);
		expect(attachment.name).toBe('录用通知.pdf');
		await file.stream.cancel();
		expect(await heldByMail(ctx, [digest, 'f'.repeat(64)])).toEqual([digest]);
		expect(await heldByMail(ctx, [])).toEqual([]);
		expect(await referredFiles(ctx.db, [mailFileReferences])).toEqual([{ what: 'attachment of a mail', digest }]);
		expect(new TextDecoder().decode(await readFileBytes(ctx.files, attachment.digest))).toBe('%PDF-1.7 letter');
		await expect(mailboxAttachment(ctx, { kind: 'visitor' }, id, 1)).rejects.toMatchObject({ kind: 'not-found' });
	});

	test('does not exist in a real installation, and shows no mail that is to be sent', async () => {
		const { id } = await queueMail(real, wanted('private', { to: { name: '', address: 'private@people.example' } }));
		await expect(mailboxMessage(ctx, { kind: 'visitor' }, id)).rejects.toMatchObject({ kind: 'not-found' });
		expect((await mailboxAddresses(ctx, { kind: 'visitor' }, { search: 'private@' })).items).toEqual([]);
		const operator: Actor = {
			kind: 'person',
			personId: 'o',
			via: 'session',
			relations: [{ relation: 'operator', on: 'installation', id: '1' }],
		};
		await expect(mailboxAddresses(real, operator)).rejects.toMatchObject({ kind: 'not-found' });
		await expect(mailboxList(real, operator, { to: 'kept@people.example' })).rejects.toMatchObject({
			kind: 'not-found',
		});
	});

	test('costs the same number of queries however much it holds', async () => {
		for (let n = 0; n < 60; n += 1)
			await queueMail(
				ctx,
				wanted(`many-${n}`, { scope: 'many', to: { name: '', address: `m${n % 50}@many.example` } }),
			);
		expect(await ctx.countStatements(() => mailboxAddresses(ctx, { kind: 'visitor' }))).toBe(2);
		expect(await ctx.countStatements(() => mailboxList(ctx, { kind: 'visitor' }, { to: 'm1@many.example' }))).toBe(2);
		expect(await ctx.countStatements(() => outboxPage(ctx, system('test'), place('many'), { list: 'sent' }))).toBe(4);
		const second = await mailboxAddresses(ctx, { kind: 'visitor' }, { search: '@many.example', page: 2 });
		expect(second).toMatchObject({ total: 50, page: 2, size: 40 });
		expect(second.items).toHaveLength(10);
		expect((await mailboxAddresses(ctx, { kind: 'visitor' }, { search: '100%' })).total).toBe(0);
	});
});

test('a person’s mail is exported with its attempts, and erased', async () => {
	const { id } = await queueMail(real, wanted('mine', { personId: 'p1' }));
	await queueMail(real, wanted('theirs', { personId: 'p2' }));
	await ctx.byHand(
		`insert into mail_delivery (id, mail_id, attempt, at, outcome, answer) values ('d1', $1, 1, now(), 'deferred', '451')`,
		[id],
	);
	const mine = await exportMailOf(real, 'p1');
	expect(mine.map((row) => [row.subject, row.deliveries.length])).toEqual([['Subject of mine', 1]]);
	expect(await eraseMailOf(real, 'p1')).toBe(1);
	expect(await exportMailOf(real, 'p1')).toEqual([]);
	expect(await exportMailOf(real, 'p2')).toHaveLength(1);
});
