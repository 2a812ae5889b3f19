import { request } from 'node:http';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, expect, test } from 'vitest';
import { removeFolder, workFolder } from '../../bench/lib/folder.ts';
import { type NewsletterResult, newsletterKills } from '../../bench/lib/newsletter-kills.ts';
import type { SmtpSink } from '../../bench/lib/smtp-sink.ts';

/** The kill series of `npm run bench -- newsletter`, small; and at its end what reaches us from outside, as raw HTTP. */
const folder = workFolder('newsletter');
afterAll(() => removeFolder(folder));

/** Sends exactly these header fields and this body, as `curl -X POST` does. */
function raw(
	method: string,
	address: string,
	headers: Record<string, string> = {},
	body = '',
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
	return new Promise((resolve, reject) => {
		const sent = request(address, { method, headers }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part) => {
				text += part;
			});
			response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
		});
		sent.on('error', reject);
		sent.end(body);
	});
}

const form = (values: Record<string, string>) => new URLSearchParams(values).toString();
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

/** What happens through mail and links alone, on the server that runs at the end of the series. */
async function fromOutside({
	origin,
	ctx,
	sink,
}: {
	origin: string;
	ctx: { database: { pool: import('pg').Pool } };
	sink: SmtpSink;
}) {
	const query = async (text: string, values: unknown[] = []) => (await ctx.database.pool.query(text, values)).rows;
	const snapshot = async () =>
		JSON.stringify([
			await query('select * from newsletter_subscription order by id'),
			await query('select * from newsletter_request order by id'),
			await query('select * from newsletter_suppression order by trace'),
		]);
	const raws = sink.first() ?? '';
	// The header field stands on one line, whatever the length of its secret.
	const [, address = ''] = /^List-Unsubscribe: <(http[^>]+)>\r$/m.exec(raws) ?? [];
	expect(raws).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
	expect(raws).toMatch(/^List-ID: <newsletter\.[^>]+>\r$/im);
	const whole = await PostalMime.parse(raws);
	const manage = /https?:\/\/\S+\/newsletter\/manage\/[0-9a-z]+/.exec(whole.text ?? '')?.[0] ?? '';
	const to = whole.to?.[0]?.address ?? '';
	const stateOf = async () =>
		(await query('select state, ending from newsletter_subscription where email = $1', [to]))[0];

	// A scanner of links follows all of them, and tries what else there is: nothing changes.
	const before = await snapshot();
	const links = [...new Set((whole.html ?? '').match(/http:\/\/[^"<\s]+/g) ?? [])].map(
		(link) => link.split('#')[0] ?? '',
	);
	expect(links).toContain(manage);
	for (const link of [...links, address]) {
		for (const method of ['GET', 'HEAD', 'OPTIONS']) {
			const { status } = await raw(method, link);
			expect([method, link, status < 500]).toEqual([method, link, true]);
		}
	}
	expect((await raw('GET', address)).status).toBe(303);
	expect(await snapshot()).toBe(before);

	// A form of another site does not end it on the page …
	const forged = await raw('POST', `${manage}?/end`, { ...urlencoded, origin: 'https://evil.example' });
	expect(forged.status).toBe(403);
	expect(await stateOf()).toEqual({ state: 'confirmed', ending: null });
	// … the provider of his mailbox does with one click, without cookie, from wherever it likes.
	const oneClick = (headers = {}) => raw('POST', address, { ...urlencoded, ...headers }, 'List-Unsubscribe=One-Click');
	const clicked = await oneClick({ origin: 'https://mail.provider.example', 'sec-fetch-site': 'cross-site' });
	expect([clicked.status, clicked.headers['set-cookie']]).toEqual([200, undefined]);
	expect(await stateOf()).toEqual({ state: 'ended', ending: 'reader' });
	const after = await snapshot();
	expect((await oneClick()).status).toBe(200);
	expect((await raw('POST', address, { 'transfer-encoding': 'chunked' }, 'x')).status).toBe(200);
	expect((await raw('POST', `${address.slice(0, -3)}zzz`, urlencoded)).status).toBe(200);
	expect(await snapshot()).toBe(after);

	// The form: the same page for an address that is known, one that is not, and one that has left.
	const ask = (email: string) =>
		raw(
			'POST',
			`${origin}/zh/newsletter`,
			{ ...urlencoded, origin },
			form({ email, locale: 'zh', rhythm: 'weekly', weekday: '3', zone: 'Asia/Shanghai' }),
		);
	const answers = [];
	for (const email of ['new@people.example', 's1.en@people.example', to]) answers.push(await ask(email));
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
	const bodies = answers.map(({ body }, place) =>
		body.replaceAll(['new@people.example', 's1.en@people.example', to][place] ?? '', 'ADDRESS'),
	);
	expect(new Set(bodies).size).toBe(1);
	const [confirmation] = await query(
		`select text, locale from mail where kind = 'newsletter-confirm' and to_address = 'new@people.example'`,
	);
	expect(confirmation.locale).toBe('zh');
	const link = /http:\/\/\S+\/zh\/newsletter\/confirm\/[0-9a-z]+/.exec(confirmation.text)?.[0] ?? '';
	const asked = await snapshot();
	const page = await raw('GET', link);
	expect([page.status, page.headers['cache-control']]).toEqual([200, 'private, no-store']);
	// Not 'no-referrer': browsers would then send the form without our origin.
	expect(page.headers['referrer-policy']).toBe('same-origin');
	expect(page.body).toContain('确认订阅');
	await raw('HEAD', link);
	await raw('GET', `${link}?/confirm`);
	expect(await snapshot()).toBe(asked);
	expect((await raw('POST', `${link}?/confirm`, { ...urlencoded, origin })).body).toContain('订阅成功');
	expect((await raw('POST', `${link}?/confirm`, { ...urlencoded, origin })).body).toContain('订阅成功');
	const mine = await query(
		`select state, locale, rhythm, weekday from newsletter_subscription where email = 'new@people.example'`,
	);
	expect(mine).toEqual([{ state: 'confirmed', locale: 'zh', rhythm: 'weekly', weekday: 3 }]);

	// The issue on the web is the same for everybody, and nobody but the desk sees the desk.
	const web = /http:\/\/\S+\/newsletter\/\d{4}-\d\d-\d\d/.exec(whole.text ?? '')?.[0] ?? '';
	const issue = await raw('GET', web);
	expect([issue.status, issue.headers['set-cookie']]).toEqual([200, undefined]);
	expect(issue.headers['cache-control']).toMatch(/^public/);
	expect(issue.body).toContain('Report 0 on exploration');
	expect((await raw('GET', `${origin}/desk/newsletter`)).status).toBe(401);
}

test('an issue survives kill -9: each his own once, those uncertain named; links and one click do what they say', async () => {
	const kills = 2;
	const result: NewsletterResult = await newsletterKills({
		dataDir: join(folder, 'data'),
		subscribers: 400,
		kills,
		connections: 3,
		after: fromOutside,
	});
	expect(result.kills).toBe(kills);
	expect(result.twice).toEqual([]);
	expect(result.missing).toEqual([]);
	expect([result.open, result.unnamed, result.faulty, result.unwanted]).toEqual([0, 0, 0, 0]);
	expect(result.uncertain.length).toBeLessThanOrEqual(kills * 3);
	expect(result.sink.times.size).toBeGreaterThanOrEqual(result.expected - result.uncertain.length);
}, 120_000);
