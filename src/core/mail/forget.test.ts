import { expect, test } from 'vitest';
import { testContext } from '../../../tests/setup/context.ts';
import { forgetMails, queueMail } from './index.ts';

const ctx = await testContext();
const queue = (key: string, address: string, kind: string) =>
	queueMail(ctx, {
		key,
		kind,
		to: { name: '', address },
		locale: 'en',
		subject: key,
		text: key,
		html: key,
	});
const put = (key: string, state: string) =>
	ctx.byHand('update mail set state = $2 where idempotency_key = $1', [key, state]);
const left = async () =>
	(await ctx.byHand('select idempotency_key as key from mail order by 1')).rows.map(({ key }) => key);

test('only the kinds that are named, to that address or by that key; what is being sent ends first', async () => {
	for (const state of ['queued', 'held', 'sending', 'sent', 'failed', 'uncertain', 'kept']) {
		await queue(`a:${state}`, 'a@people.example', 'digest');
		await put(`a:${state}`, state);
	}
	await queue('a:code', 'a@people.example', 'code');
	await queue('b:queued', 'b@people.example', 'digest');
	const all = await left();
	await expect(forgetMails(ctx, { kinds: ['digest'] })).rejects.toThrow('which mails');
	expect(await forgetMails(ctx, { kinds: [], to: 'a@people.example' })).toBe(0);
	expect(await forgetMails(ctx, { kinds: ['digest'], keys: [] })).toBe(0);
	expect(await forgetMails(ctx, { kinds: ['digest'], keys: ['a:code'] })).toBe(0);
	expect(await forgetMails(ctx, { kinds: ['digest'], keys: ['a:sent'], to: 'b@people.example' })).toBe(0);
	expect(await left()).toEqual(all);
	expect(await forgetMails(ctx, { kinds: ['digest'], to: 'a@people.example', waitingOnly: true })).toBe(2);
	expect(await left()).toEqual(all.filter((key) => key !== 'a:queued' && key !== 'a:held'));
	expect(await forgetMails(ctx, { kinds: ['digest', 'code'], keys: ['a:code', 'a:sending'] })).toBe(1);
	expect(await forgetMails(ctx, { kinds: ['digest'], to: 'a@people.example' })).toBe(4);
	expect(await left()).toEqual(['a:sending', 'b:queued']);
});
