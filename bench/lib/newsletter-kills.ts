import { setTimeout as sleep } from 'node:timers/promises';
import { schedule } from '../../src/core/clock/index.ts';
import type { App } from '../../src/app/open.ts';
import type { Context } from '../../src/core/context/index.ts';
import { newId } from '../../src/core/ids/index.ts';
import { outboxPage } from '../../src/core/mail/index.ts';
import { issueOutbox, newsletterKeyOf } from '../../src/modules/newsletter/server/index.ts';
import { slotDue } from '../../src/modules/newsletter/server/due-kinds.ts';
import { tokenDigestOf } from '../../src/modules/newsletter/server/key.ts';
import { published } from '../../src/modules/newsletter/server/testing.ts';
import { newsroomGround, person } from '../../src/modules/newsroom/server/testing.ts';
import { freePort } from '../start.ts';
import { beside, startServer } from './folder.ts';
import { memoryOf } from './processes.ts';
import { type SmtpSink, startSink } from './smtp-sink.ts';

const day = 86_400_000;
const issue = '2026-01-15';
const zone = 'Etc/UTC';
const topics = ['exploration', 'debris', 'climate', 'policy', 'industry'];

export interface NewsletterResult {
	subscribers: number;
	/** Those of whose topics there is something. */
	expected: number;
	kills: number;
	/** How many digests were queued and sent at each kill. */
	at: string[];
	/** Seconds until the last digest was queued, and until the last one had left; restarts counted. */
	queueSeconds: number;
	sendSeconds: number;
	/** Seconds in which a server was up of these. */
	upSeconds: number;
	twice: string[];
	missing: string[];
	uncertain: string[];
	/** Of those, not found by their address on the page of the issue. */
	unnamed: number;
	/** Digests in the wrong language, or without their header fields on one line. */
	faulty: number;
	/** Digests to whom nothing of their topics was published. */
	unwanted: number;
	open: number;
	/** Bytes, proportional set size: of the server with what runs below it, most and before; of the server process alone. */
	memory: { before: number; most: number; server: number };
	/** Bytes that the digests and their bodies take in the database. */
	stored: number;
	connections: number;
	sink: SmtpSink;
	first: string;
}

/**
 * Queues and sends one issue to many subscribers of a real installation, through a mail server on this machine, and kills
 * the server with SIGKILL meanwhile; then counts what lies in the mailboxes.
 */
export async function newsletterKills(options: {
	/** An empty folder. */
	dataDir: string;
	subscribers: number;
	kills: number;
	connections?: number;
	say?: (line: string) => void;
	/** Called with the running server at the end, before it stops. */
	after?: (server: { origin: string; ctx: Context; sink: SmtpSink }) => Promise<void>;
}): Promise<NewsletterResult> {
	const { subscribers, kills, connections = 4, say = () => undefined } = options;
	const sink = await startSink((to, head) => {
		const language = to.includes('.zh') ? 'zh-Hans' : 'en';
		return (
			head.includes(`\r\nContent-Language: ${language}\r\n`) &&
			/^List-Unsubscribe: <http:\/\/\S+\/newsletter\/u\/[0-9a-z]{26}>\r?$/m.test(head) &&
			/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m.test(head) &&
			/^List-ID: <newsletter\.\S+>\r?$/im.test(head)
		);
	});
	const env = {
		// The same after each start: it stands in the links of mails that went out before.
		PORT: String(await freePort()),
		ORRERY_CLOCK: 'real',
		SMTP_URL: sink.url,
		MAIL_FROM: 'noreply@ipspace.example',
		NEWSLETTER_PER_MINUTE: '1000000',
		SMTP_CONNECTIONS: String(connections),
	};
	let server = await startServer({ dataDir: options.dataDir, env, patience: 180_000 });
	try {
		let app = await beside(options.dataDir);
		const expected = await fill(app.ctx, subscribers);
		say(`${subscribers} subscribers, ${expected} of them to be told something`);
		const memory = { before: memoryOf(server.pid).total, most: 0, server: 0 };
		const result = { kills: 0, at: [] as string[] };
		await begin(app.ctx);
		const began = performance.now();
		let queueSeconds = 0;
		let down = 0;
		for (;;) {
			const now = await states(app);
			const { total, parts } = memoryOf(server.pid);
			memory.most = Math.max(memory.most, total);
			memory.server = Math.max(
				memory.server,
				...parts.filter(({ what }) => !what.includes('postgres')).map(({ bytes }) => bytes),
			);
			const seconds = (performance.now() - began) / 1000;
			if (queueSeconds === 0 && now.queued === expected) queueSeconds = seconds;
			// The first blow falls while digests are being queued, the others are spread over the sending.
			const next = result.kills === 0 ? now.queued > expected / 3 : now.ended >= (result.kills / kills) * expected;
			if (result.kills < kills && next) {
				result.at.push(`${now.queued}/${now.ended}`);
				const fell = performance.now();
				await app.close();
				await server.kill();
				server = await server.again(env);
				app = await beside(options.dataDir);
				down += performance.now() - fell;
				result.kills += 1;
				say(`kill ${result.kills} at ${result.at.at(-1)} queued/sent, after ${seconds.toFixed(0)} s`);
				continue;
			}
			if (now.done && now.queued === now.ended) break;
			if (performance.now() - began > 3_600_000) throw new Error(`only ${now.ended} of ${expected} after an hour`);
			await sleep(expected > 10_000 ? 1000 : 50);
		}
		const sendSeconds = (performance.now() - began) / 1000;
		const end = await states(app);
		const uncertain = await addressesIn(app, 'uncertain');
		const sent = await addressesIn(app, 'sent');
		const named = await uncertainOnPage(app.ctx);
		// Before anything else is mailed.
		const found = {
			twice: [...sink.times].filter(([, n]) => n > 1).map(([to]) => to),
			missing: sent.filter((to) => sink.times.get(to) !== 1),
			faulty: sink.faulty.length,
			unwanted: [...sink.times.keys()].filter((to) => to.includes('.none')).length,
		};
		await options.after?.({ origin: server.origin, ctx: app.ctx, sink });
		const stored = Number(
			(
				await app.ctx.database.pool.query(
					`select (pg_total_relation_size('mail') + pg_total_relation_size('mail_body') + pg_total_relation_size('mail_delivery'))::text as n`,
				)
			).rows[0].n,
		);
		await app.close();
		return {
			subscribers,
			expected,
			...result,
			queueSeconds,
			sendSeconds,
			upSeconds: sendSeconds - down / 1000,
			...found,
			uncertain,
			unnamed: uncertain.filter((to) => !named.has(to)).length,
			open: expected - sent.length - uncertain.length + (end.queued - end.ended),
			memory,
			stored,
			connections: sink.most(),
			sink,
			first: sink.first() ?? '',
		};
	} finally {
		await server.stop();
		await sink.close();
	}
}

/** Publishes articles and enters subscribers of both languages, with many choices of topics. @returns how many are told something */
async function fill(ctx: Context, subscribers: number): Promise<number> {
	const ground = await newsroomGround(ctx);
	const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
	for (const [n, topic] of topics.entries()) {
		await published(ctx, editor, ground, `Report ${n} on ${topic}`, { topics: [topic] });
		await published(ctx, editor, ground, `Comment ${n} on ${topic}`, { topics: [topic], only: n % 2 ? 'zh' : 'en' });
	}
	const key = await newsletterKeyOf(ctx);
	let expected = 0;
	for (let from = 0; from < subscribers; from += 5000) {
		const rows = Array.from({ length: Math.min(5000, subscribers - from) }, (_, n) => {
			const number = from + n;
			const id = newId();
			const locale = number % 3 === 0 ? 'zh' : 'en';
			const none = number % 50 === 7;
			if (!none) expected += 1;
			const email = `s${number}.${locale}${none ? '.none' : ''}@people.example`;
			const own = none ? ['unheard-of'] : topics.filter((_, place) => (number >> place) & 1);
			return { id, email, trace: key.trace(email), token: tokenDigestOf(key.token(id)), locale, topics: own };
		});
		await ctx.database.pool.query(
			`insert into newsletter_subscription (id, email, trace, token_digest, state, locale, topics, rhythm, weekday, zone, confirmed_at)
				select id, email, trace, token, 'confirmed', locale, topics, 'daily', 1, $2, now()
				from jsonb_to_recordset($1::jsonb) as r(id text, email text, trace text, token text, locale text, topics text[])`,
			[JSON.stringify(rows), zone],
		);
	}
	await ctx.database.pool.query('analyze newsletter_subscription');
	return expected;
}

/** Closes an issue now, for the one zone in which everybody lives, and has it go out. */
async function begin(ctx: Context): Promise<void> {
	const now = ctx.clock.edition.now();
	const iso = (at: number) => new Date(at).toISOString();
	const { pool } = ctx.database;
	await pool.query(
		'insert into newsletter_issue (date, opens_at, closes_at, articles, week_articles) values ($1, $2, $3, 10, 10)',
		[issue, iso(now - day), iso(now)],
	);
	const places = JSON.stringify([{ zone, weekday: 1 }]);
	await pool.query('insert into newsletter_slot (issue, at, places) values ($1, $2, $3)', [issue, iso(now), places]);
	await schedule(ctx, { at: now, kind: slotDue, subject: `${issue} ${iso(now)}` });
}

async function states(app: App): Promise<{ queued: number; ended: number; done: boolean }> {
	const { rows } = await app.ctx.database.pool.query(
		`select count(*)::int as queued, (count(*) filter (where state in ('sent', 'failed', 'uncertain')))::int as ended,
			(select done_at is not null from newsletter_slot where issue = $1) as done from mail where kind = 'digest'`,
		[issue],
	);
	return rows[0];
}

async function addressesIn(app: App, state: string): Promise<string[]> {
	const { rows } = await app.ctx.database.pool.query(
		`select to_address from mail where kind = 'digest' and state = $1`,
		[state],
	);
	return rows.map((row) => row.to_address);
}

/** The addresses that stand on the list of the uncertain, leafed through as an editor would. */
async function uncertainOnPage(ctx: Context): Promise<Set<string>> {
	const editor = { kind: 'system', name: 'bench' } as const;
	const found = new Set<string>();
	for (let page = 1; ; page += 1) {
		const { items, total, size } = await outboxPage(ctx, editor, issueOutbox(editor, issue), {
			list: 'uncertain',
			page,
		});
		for (const { toAddress } of items) found.add(toAddress);
		if (page * size >= total) return found;
	}
}
