import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { day, hour } from '#core/clock/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { attachAddress } from '#core/identity/index.ts';
import { createPerson } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { formTexts } from '../ui/messages.ts';
import {
	changeSubscription,
	confirm,
	newsletterOverview,
	newsletterPersonData,
	ownSubscription,
	readRequest,
	refuse,
	suppressAddress,
	sweepNewsletter,
	unsubscribe,
} from './index.ts';
import { ask, asked, confirmationToken, mailsOf, subscribed } from './testing.ts';

const ctx = await testContext();
const start = ctx.clock.process.now();
const later = (ms: number) => ctx.setNow(ctx.clock.process.now() + ms);
const state = async (email: string) =>
	(await ctx.byHand('select state, locale, topics, ending from newsletter_subscription where email = $1', [email]))
		.rows[0];
const confirmations = async (email: string) =>
	(await mailsOf(ctx, 'newsletter-confirm')).filter(({ to_address }) => to_address === email).length;
/** Everything that the newsletter keeps, to see that nothing of it changed. */
const everything = async () => {
	const tables = ['subscription', 'request', 'suppression', 'count', 'issue', 'slot'];
	const found = await Promise.all(
		tables.map((name) => ctx.byHand(`select * from newsletter_${name} t order by t::text`)),
	);
	const ledger = await ctx.byHand('select count(*)::int as n from ledger_event');
	return JSON.stringify([found.map(({ rows }) => rows), ledger.rows]);
};

test('asks first, in the language that was chosen, and keeps what was agreed to and not from where', async () => {
	await ask(ctx, ' Ada@People.example ', { locale: 'zh', topics: ['exploration'], rhythm: 'weekly', weekday: 3 });
	const [mail] = await mailsOf(ctx, 'newsletter-confirm');
	expect(mail).toMatchObject({ to_address: 'ada@people.example', locale: 'zh' });
	expect(mail?.text).toContain('http://orrery.test/zh/newsletter/confirm/');
	expect(await state('ada@people.example')).toBeUndefined();
	const { rows } = await ctx.byHand('select * from newsletter_request');
	expect(rows[0]).toMatchObject({
		text_version: createHash('sha256').update(formTexts.en.consent).digest('hex'),
		text_locale: 'en',
		source_page: '/newsletter',
		confirmed_at: null,
	});
	const secret = await confirmationToken(ctx, 'ada@people.example');
	expect(JSON.stringify(rows)).not.toContain('192.0.2');
	expect(JSON.stringify(rows)).not.toContain(secret);
});

test('looking at the mailed link changes nothing; confirming it twice is confirming it once', async () => {
	const token = await confirmationToken(ctx, 'ada@people.example');
	const before = await everything();
	expect(await readRequest(ctx, token)).toMatchObject({ email: 'ada@people.example', confirmed: false });
	expect(await readRequest(ctx, token)).toMatchObject({ confirmed: false });
	expect(await everything()).toBe(before);
	const first = await confirm(ctx, visitor, token);
	const after = await everything();
	expect(await confirm(ctx, visitor, token)).toEqual(first);
	expect(await everything()).toBe(after);
	expect(await state('ada@people.example')).toMatchObject({
		state: 'confirmed',
		locale: 'zh',
		topics: ['exploration'],
	});
	expect(after).not.toContain(first.token);
	// Another last character for certain: one token in 32 ends with any given one.
	const wrong = `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`;
	await expect(readRequest(ctx, wrong)).rejects.toThrow(Refusal);
});

test('known, unknown and suppressed addresses get the same answer, and no more than one mail an hour and three a day', async () => {
	await suppressAddress(ctx, system('test'), 'never@people.example', 'desk');
	await expect(ask(ctx, 'ada@people.example')).resolves.toBeUndefined();
	await expect(ask(ctx, 'never@people.example')).resolves.toBeUndefined();
	await expect(ask(ctx, 'new@people.example')).resolves.toBeUndefined();
	expect(await confirmations('never@people.example')).toBe(0);
	// Her first went with her answer.
	expect(await confirmations('ada@people.example')).toBe(0);
	for (let n = 0; n < 20; n += 1) await ask(ctx, 'new@people.example', {}, `192.0.2.${n}`);
	expect(await confirmations('new@people.example')).toBe(1);
	for (let n = 0; n < 30; n += 1) {
		later(hour / 2);
		await ask(ctx, 'new@people.example', {}, `198.51.100.${n}`);
	}
	expect(await confirmations('new@people.example')).toBe(3);
});

test('a network that asks for many addresses at once is asked to wait', async () => {
	const many = Promise.all(
		Array.from({ length: 40 }, (_, n) => ask(ctx, `flood${n}@people.example`, {}, '203.0.113.9')),
	);
	await expect(many).rejects.toMatchObject({ kind: 'too-many', code: 'try-again-later' });
});

test('every wrong field is named, and nothing is mailed', async () => {
	const wrong = { ...asked('nobody'), zone: 'Mars/Olympus', rhythm: 'hourly', locale: 'fr', topics: ['A b'] } as never;
	await expect(ask(ctx, 'nobody', wrong)).rejects.toMatchObject({
		problems: [
			{ path: 'locale', code: 'missing' },
			{ path: 'topics', code: 'unknown-topic' },
			{ path: 'rhythm', code: 'missing' },
			{ path: 'zone', code: 'unknown-zone' },
			{ path: 'email', code: 'not-an-address' },
		],
	});
});

test('who says it was not he is never asked again, whoever types his address in', async () => {
	await ask(ctx, 'victim@people.example');
	const token = await confirmationToken(ctx, 'victim@people.example');
	await refuse(ctx, visitor, token);
	await expect(confirm(ctx, visitor, token)).rejects.toMatchObject({ code: 'link-gone' });
	later(2 * day);
	await ask(ctx, 'victim@people.example');
	expect(await confirmations('victim@people.example')).toBe(0);
	const { rows } = await ctx.byHand('select * from newsletter_request where email = $1', ['victim@people.example']);
	expect(rows).toEqual([]);
});

test('his secret link shows and changes what he gets, and ends it, twice as well as once', async () => {
	const token = await subscribed(ctx, 'own@people.example');
	const before = await everything();
	expect(await ownSubscription(ctx, token)).toMatchObject({ email: 'own@people.example', ended: false });
	expect(await everything()).toBe(before);
	const { email: _, ...choices } = asked('', { locale: 'zh', rhythm: 'weekly', weekday: 5 });
	await changeSubscription(ctx, visitor, token, choices);
	expect((await ownSubscription(ctx, token)).choices).toMatchObject({ locale: 'zh', rhythm: 'weekly', weekday: 5 });
	await unsubscribe(ctx, visitor, token, 'one-click');
	const after = await everything();
	await unsubscribe(ctx, visitor, token, 'one-click');
	await unsubscribe(ctx, visitor, token, 'page');
	expect(await everything()).toBe(after);
	expect(await state('own@people.example')).toMatchObject({ state: 'ended', ending: 'reader' });
	await expect(changeSubscription(ctx, visitor, token, choices)).rejects.toMatchObject({ code: 'subscription-ended' });
	await expect(unsubscribe(ctx, visitor, 'x'.repeat(26), 'page')).rejects.toMatchObject({ code: 'link-gone' });
});

test('the link that once subscribed leads to what came of it, and to nothing when that has ended', async () => {
	await ask(ctx, 'followed@people.example');
	const link = await confirmationToken(ctx, 'followed@people.example');
	expect((await readRequest(ctx, link)).token).toBeNull();
	const { token } = await confirm(ctx, visitor, link);
	expect(await readRequest(ctx, link)).toMatchObject({ confirmed: true, token });
	await unsubscribe(ctx, visitor, token, 'page');
	const before = await everything();
	await expect(readRequest(ctx, link)).rejects.toMatchObject({ code: 'link-gone' });
	await expect(confirm(ctx, visitor, link)).rejects.toMatchObject({ code: 'link-gone' });
	expect(await everything()).toBe(before);
});

test('who has unsubscribed comes back by confirming anew; his old links are his new ones', async () => {
	later(day);
	const token = await subscribed(ctx, 'own@people.example');
	expect(await ownSubscription(ctx, token)).toMatchObject({ ended: false });
	const { rows } = await ctx.byHand(
		'select count(*)::int as n from newsletter_request where email = $1 and confirmed_at is not null',
		['own@people.example'],
	);
	expect(rows[0].n).toBe(2);
});

test('what nobody confirms in seven days is deleted, the link dead before; evidence stays', async () => {
	await ask(ctx, 'forgotten@people.example');
	const token = await confirmationToken(ctx, 'forgotten@people.example');
	later(7 * day - 1000);
	await sweepNewsletter(ctx);
	expect(await readRequest(ctx, token)).toMatchObject({ confirmed: false });
	later(2000);
	await expect(confirm(ctx, visitor, token)).rejects.toMatchObject({ code: 'link-gone' });
	await sweepNewsletter(ctx);
	const { rows } = await ctx.byHand('select email, confirmed_at is null as open from newsletter_request order by 1');
	expect(rows.every(({ open }) => !open)).toBe(true);
	expect(rows.map(({ email }) => email)).toContain('ada@people.example');
});

test('a person is given what hangs on his proved addresses; erased, only a trace keeps him from being mailed', async () => {
	await subscribed(ctx, 'erase@people.example');
	const person = await createPerson(ctx, system('test'), { names: { given: 'E', family: 'Rase' }, sample: true });
	await attachAddress(ctx, person, 'erase@people.example', { verified: true });
	// Typed in by somebody, proved by nobody: not his to see.
	await attachAddress(ctx, person, 'ada@people.example', { verified: false });
	const all = (await newsletterPersonData.export(ctx, person)) as { email: string; requests: unknown[] }[];
	expect(all).toHaveLength(1);
	const [found] = all;
	expect(found).toMatchObject({ email: 'erase@people.example', subscription: { state: 'confirmed' } });
	expect(found?.requests).toHaveLength(1);
	await newsletterPersonData.erase(ctx, person);
	expect(await everything()).not.toContain('erase@people.example');
	expect(await state('ada@people.example')).toMatchObject({ state: 'confirmed' });
	expect(await newsletterPersonData.export(ctx, person)).toMatchObject([{ subscription: null, suppressed: 'reader' }]);
});

test('the desk is closed to everybody but those who look after the newsletter', async () => {
	const personId = await createPerson(ctx, system('test'), { names: { given: 'No', family: 'Body' }, sample: true });
	const nobody = { kind: 'person' as const, personId, relations: [], via: 'session' as const };
	await expect(newsletterOverview(ctx, visitor)).rejects.toMatchObject({ kind: 'signed-out' });
	await expect(newsletterOverview(ctx, nobody)).rejects.toMatchObject({ kind: 'not-found' });
	await expect(suppressAddress(ctx, nobody, 'ada@people.example', 'desk')).rejects.toMatchObject({ kind: 'not-found' });
	expect(await state('ada@people.example')).toMatchObject({ state: 'confirmed' });
	expect(ctx.clock.process.now()).toBeGreaterThan(start);
});
