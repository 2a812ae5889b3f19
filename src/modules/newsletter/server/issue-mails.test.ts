import { expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { keepBody, outboxLists, queueShared, resolveMail } from '#core/mail/index.ts';
import { createPerson } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { issueMails, issueOutbox, suppressAddress, unsubscribe } from './index.ts';
import { subscribed } from './testing.ts';

const ctx = await testContext();
const desk = system('test');
const states = ['queued', 'sending', 'held', 'uncertain', 'failed', 'sent', 'kept'];
await ctx.byHand(
	`insert into newsletter_issue (date, opens_at, closes_at, articles, week_articles) values ('2021-10-10', now(), now(), 1, 1)`,
);
await keepBody(ctx, { id: 'shared', text: 'News', html: 'News', marks: {}, headers: {} });
await queueShared(ctx, {
	kind: 'digest',
	scope: 'newsletter:2021-10-10',
	mails: states.map((state) => {
		const address = `${state}@people.example`;
		return { key: state, address, body: 'shared', subject: state, locale: 'en', filling: {} };
	}),
});
await ctx.byHand('update mail set state = subject');

test('addresses are shown where somebody must decide; of those that wait or have left only how many they are', async () => {
	for (const list of outboxLists) {
		const found = await issueMails(ctx, desk, '2021-10-10', { list });
		const shown = [...JSON.stringify(found).matchAll(/([a-z]+)@people\.example/g)].map((match) => match[1]);
		expect([list, shown]).toEqual([list, list === 'uncertain' || list === 'failed' ? [list] : []]);
		expect(found.issue.mails).toEqual({ waiting: 2, held: 1, uncertain: 1, failed: 1, sent: 2 });
	}
});

test('and to nobody but those who look after the newsletter', async () => {
	const personId = await createPerson(ctx, desk, { names: { given: 'No', family: 'Body' }, sample: true });
	const nobody = { kind: 'person' as const, personId, relations: [], via: 'session' as const };
	const wanted = { list: 'failed' as const };
	await expect(issueMails(ctx, visitor, '2021-10-10', wanted)).rejects.toMatchObject({ kind: 'signed-out' });
	await expect(issueMails(ctx, nobody, '2021-10-10', wanted)).rejects.toMatchObject({ kind: 'not-found' });
});

test('one that failed goes again only to who still wants it; that it arrived may be said of anybody', async () => {
	const scope = 'newsletter:2021-10-10';
	const tokens = new Map<string, string>();
	for (const name of ['stays', 'leaves', 'blocked']) {
		const address = `${name}@people.example`;
		tokens.set(name, await subscribed(ctx, address));
		const mail = { address, body: 'shared', subject: name, locale: 'en' as const, filling: {} };
		await queueShared(ctx, { kind: 'digest', scope, mails: [{ ...mail, key: name }] });
	}
	await ctx.byHand(`update mail set state = 'uncertain' where subject in ('stays', 'leaves', 'blocked')`);
	await unsubscribe(ctx, visitor, tokens.get('leaves') ?? '', 'one-click');
	await suppressAddress(ctx, desk, 'blocked@people.example', 'complained');
	const resolve = async (name: string, as: 'again' | 'arrived') => {
		const { rows } = await ctx.byHand('select id from mail where subject = $1', [name]);
		await resolveMail(ctx, desk, issueOutbox(desk, '2021-10-10'), rows[0].id, as);
		return (await ctx.byHand('select state from mail where id = $1', [rows[0].id])).rows[0].state;
	};
	for (const name of ['leaves', 'blocked', 'failed'])
		await expect(resolve(name, 'again')).rejects.toMatchObject({ kind: 'conflict', code: 'mail-unwanted' });
	expect(await resolve('stays', 'again')).toBe('queued');
	expect(await resolve('leaves', 'arrived')).toBe('sent');
});
