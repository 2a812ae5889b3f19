import { sql } from 'drizzle-orm';
import { minute } from '#core/clock/instant.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { cleanMailbox, domainOf, parseMailbox } from '../address.ts';
import { nextOfPace } from '../pace.ts';
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
	const start = wanted.pace && !rehearsal ? await nextOfPace(ctx, wanted.pace) : now;
	const step = wanted.pace && !rehearsal ? minute / wanted.pace.perMinute : 0;
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

/**
 * Deletes mails of a kind that are old, whatever became of them, and bodies that none has any more: whom a newsletter reached a
 * season ago, or might have reached, is nobody's business. Only what a connection has in its hands is left to it.
 * @param before process time of their queuing
 * @returns how many mails
 */
export async function forgetShared(ctx: Context, kind: string, before: number): Promise<number> {
	const until = new Date(before).toISOString();
	const gone = await ctx.db.execute(
		sql`delete from mail where kind = ${kind} and body_id is not null and queued_at < ${until}::timestamptz and state <> 'sending'`,
	);
	await ctx.db.execute(
		sql`delete from mail_body b where made_at < ${until}::timestamptz and not exists (select 1 from mail m where m.body_id = b.id)`,
	);
	return gone.rowCount ?? 0;
}
