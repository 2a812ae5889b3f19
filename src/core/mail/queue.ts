import { eq, sql } from 'drizzle-orm';
import { minute } from '#core/clock/instant.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { cleanMailbox, domainOf, type Mailbox, parseMailbox } from './address.ts';
import { type Attachment, mail } from './tables.ts';

/** The channel on which workers hear of new mail. */
export const mailChannel = 'mail';

/** A mail to one recipient. Subject, text and html are what `renderMail` makes. */
export interface NewMail {
	/** The same key queues nothing a second time: `receipt:<version id>`, say. */
	key: string;
	/** `receipt`, `letter`, `code` … */
	kind: string;
	to: Mailbox;
	/** The name before our address; the address itself is always MAIL_FROM's. */
	fromName?: string;
	replyTo?: Mailbox;
	locale: Locale;
	subject: string;
	text: string;
	html: string;
	attachments?: readonly Attachment[];
	/** The edition (or standing call) in whose outbox it stands. */
	scope?: string;
	personId?: string;
	/** Someone waits for it at the screen. */
	urgent?: boolean;
	/** Process time before which it is not sent; at once when absent. */
	notBefore?: number;
	/** Process time after which it is of no use (a code that has run out). */
	notAfter?: number;
	/** One of several of the same `name` that leave one after the other, `perMinute` of them in a minute; its place from 0. */
	pace?: { name: string; perMinute: number; place: number };
}

export interface QueuedMail {
	id: string;
	messageId: string;
	/** False when the key was known: nothing was queued. */
	isNew: boolean;
}

/**
 * Queues a mail in the caller's transaction: rolled back, it was never there. In a rehearsal it goes to the mailbox at
 * once and no further.
 * @throws Error for an address that no mail can be sent to (use cases check theirs before)
 */
export async function queueMail(ctx: Context, wanted: NewMail): Promise<QueuedMail> {
	const to = cleanMailbox(wanted.to);
	if (!isEmail(to.address)) throw new Error('mail cannot be queued: no address to send to');
	const configured = parseMailbox(ctx.config.mailFrom);
	const from = cleanMailbox({ address: configured.address, name: wanted.fromName ?? configured.name });
	const id = newId();
	const now = ctx.clock.process.now();
	const { pace } = wanted;
	const start = wanted.notBefore ?? now;
	const notBefore = Math.max(now, pace ? start + Math.floor((pace.place * minute) / pace.perMinute) : start);
	const [row] = await ctx.db
		.insert(mail)
		.values({
			id,
			messageId: `<${id}@${domainOf(from.address)}>`,
			idempotencyKey: wanted.key,
			kind: wanted.kind,
			scope: wanted.scope ?? null,
			personId: wanted.personId ?? null,
			toAddress: to.address,
			toName: to.name,
			from,
			replyTo: wanted.replyTo ? cleanMailbox(wanted.replyTo) : null,
			subject: cleanText(wanted.subject, { lines: false }),
			text: wanted.text,
			html: wanted.html,
			locale: wanted.locale,
			attachments: [...(wanted.attachments ?? [])],
			state: ctx.clock.rehearsal ? 'kept' : 'queued',
			urgent: wanted.urgent ?? false,
			notBefore,
			notAfter: wanted.notAfter ?? null,
			nextTryAt: notBefore,
			queuedAtEdition: ctx.clock.edition.now(),
			queuedAt: now,
			...(pace ? { pace: pace.name, perMinute: pace.perMinute } : {}),
		})
		.onConflictDoNothing({ target: mail.idempotencyKey })
		.returning({ id: mail.id, messageId: mail.messageId });
	if (row) {
		// In a rehearsal nobody waits for it; and a commit that notifies waits for every other that does.
		if (!ctx.clock.rehearsal) await ctx.database.notify(ctx.db, mailChannel);
		return { ...row, isNew: true };
	}
	const known = await mailByKey(ctx, wanted.key);
	if (!known) throw new Error(`mail with the key ${wanted.key} is neither new nor known`);
	return { ...known, isNew: false };
}

/** The mail that was queued under a key; undefined when none was, or it is forgotten. One query. */
export async function mailByKey(ctx: Context, key: string): Promise<{ id: string; messageId: string } | undefined> {
	const [row] = await ctx.db
		.select({ id: mail.id, messageId: mail.messageId })
		.from(mail)
		.where(eq(mail.idempotencyKey, key));
	return row;
}

/** Which of these keys mails were queued under that are not forgotten. One query. */
export async function knownKeys(ctx: Context, keys: readonly string[]): Promise<Set<string>> {
	if (keys.length === 0) return new Set();
	const rows = await ctx.db
		.select({ key: mail.idempotencyKey })
		.from(mail)
		.where(sql`${mail.idempotencyKey} = any(${sql.param([...keys])}::text[])`);
	return new Set(rows.map(({ key }) => key));
}
