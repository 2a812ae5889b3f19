import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { cleanMailbox, domainOf, parseMailbox } from '../address.ts';
import { mailChannel } from '../queue.ts';

/** One mail of many: whom it goes to, in which body, and what stands there for him alone. */
export interface SharedMail {
	/** The same key queues nothing a second time. */
	key: string;
	address: string;
	body: string;
	subject: string;
	locale: Locale;
	filling: Record<string, string>;
}

export interface SharedMails {
	kind: string;
	scope: string;
	/** The name before our address. */
	fromName?: string;
	/** Process time after which they are of no use. */
	notAfter?: number;
	/** So many a minute, after those of the same name that wait already; at once when absent. */
	pace?: { name: string; perMinute: number };
	mails: readonly SharedMail[];
}

/**
 * Queues many mails in the caller's transaction. Three statements, however many. In a rehearsal they go to the mailbox.
 * @returns how many were new
 * @throws Error for an address that no mail can be sent to
 */
export async function queueShared(ctx: Context, wanted: SharedMails): Promise<number> {
	if (wanted.mails.length === 0) return 0;
	if (wanted.mails.some(({ address }) => !isEmail(address))) throw new Error('no address to send to');
	const configured = parseMailbox(ctx.config.mailFrom);
	const from = cleanMailbox({ address: configured.address, name: wanted.fromName ?? configured.name });
	const domain = domainOf(from.address);
	const { rehearsal } = ctx.clock;
	const now = ctx.clock.process.now();
	const iso = (at: number) => new Date(at).toISOString();
	const start = wanted.pace && !rehearsal ? await afterThoseOf(ctx, wanted.pace, now) : now;
	const step = wanted.pace && !rehearsal ? 60_000 / wanted.pace.perMinute : 0;
	const rows = wanted.mails.map(({ subject, ...mail }, place) => {
		const id = newId();
		const at = iso(start + Math.floor(place * step));
		return { ...mail, id, message: `<${id}@${domain}>`, subject: cleanText(subject, { lines: false }), at };
	});
	const pace = rehearsal ? undefined : wanted.pace;
	const queued = await many<{ id: string }>(
		ctx.db,
		sql`insert into mail (id, message_id, idempotency_key, kind, scope, to_address, to_name, "from", subject, text, html, locale,
				attachments, state, urgent, not_before, not_after, next_try_at, queued_at_edition, queued_at, pace, per_minute, body_id, filling)
			select r.id, r.message, r.key, ${wanted.kind}, ${wanted.scope}, r.address, '', ${JSON.stringify(from)}::jsonb, r.subject, '', '', r.locale,
				'[]'::jsonb, ${rehearsal ? 'kept' : 'queued'}, false, r.at, ${wanted.notAfter === undefined ? null : iso(wanted.notAfter)}::timestamptz, r.at,
				${iso(ctx.clock.edition.now())}::timestamptz, ${iso(now)}::timestamptz, ${pace?.name ?? null}::text, ${pace?.perMinute ?? null}::int, r.body, r.filling
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
				as r(id text, message text, key text, address text, subject text, locale text, at timestamptz, body text, filling jsonb)
			on conflict (idempotency_key) do nothing returning id`,
	);
	if (!rehearsal && queued.length > 0) await ctx.database.notify(ctx.db, mailChannel);
	return queued.length;
}

/** When the next of a pace may leave: after the last that waits for its first attempt; one put off for hours holds up nobody. One query. */
async function afterThoseOf(ctx: Context, pace: { name: string; perMinute: number }, now: number): Promise<number> {
	const [row] = await many<{ at: number | null }>(
		ctx.db,
		sql`select (extract(epoch from max(next_try_at)) * 1000)::float8 as at from mail where pace = ${pace.name} and state in ('queued', 'held') and attempts = 0`,
	);
	return row?.at ? Math.max(now, row.at + 60_000 / pace.perMinute) : now;
}

/**
 * Deletes mails of a kind whose end is known, and bodies that none has any more: whom a newsletter reached a season ago is
 * nobody's business. @param before process time of their queuing
 * @returns how many mails
 */
export async function forgetShared(ctx: Context, kind: string, before: number): Promise<number> {
	const until = new Date(before).toISOString();
	const gone = await ctx.db.execute(
		sql`delete from mail where kind = ${kind} and body_id is not null and queued_at < ${until}::timestamptz
			and state in ('sent', 'failed', 'kept')`,
	);
	await ctx.db.execute(
		sql`delete from mail_body b where made_at < ${until}::timestamptz and not exists (select 1 from mail m where m.body_id = b.id)`,
	);
	return gone.rowCount ?? 0;
}
