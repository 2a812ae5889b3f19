import { and, count, countDistinct, desc, eq, ilike, max, or } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { rehearsalIsOpen } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import type { OpenFile } from '#core/files/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Mailbox } from './address.ts';
import { wholeText } from './shared/body.ts';
import { type Attachment, mail } from './tables.ts';

const size = 40;
const kept = eq(mail.state, 'kept');

export interface Page<T> {
	items: T[];
	total: number;
	page: number;
	size: number;
}

/** The mailbox holds every code to sign in, so it is no more open than the one-click links. @throws Refusal `not-found` */
function demandMailbox(ctx: Context, actor: Actor): void {
	demand(ctx, actor, 'mailbox.read', { within: {} });
	if (!rehearsalIsOpen(ctx.config)) throw notFound();
}

export interface MailboxAddress {
	address: string;
	name: string;
	count: number;
	/** Edition time of the newest. */
	latest: number;
}

/** Everyone to whom the rehearsal has written, latest first. Two queries. @throws Refusal `not-found` in a real installation */
export async function mailboxAddresses(
	ctx: Context,
	actor: Actor,
	wanted: { search?: string; page?: number } = {},
): Promise<Page<MailboxAddress>> {
	demandMailbox(ctx, actor);
	const pattern = `%${(wanted.search ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
	const where = wanted.search ? and(kept, or(ilike(mail.toAddress, pattern), ilike(mail.toName, pattern))) : kept;
	const [all] = await ctx.db
		.select({ n: countDistinct(mail.toAddress) })
		.from(mail)
		.where(where);
	const total = all?.n ?? 0;
	const page = pageWithin(wanted.page, total);
	const rows = await ctx.db
		.select({ address: mail.toAddress, name: max(mail.toName), count: count(), latest: max(mail.queuedAtEdition) })
		.from(mail)
		.where(where)
		.groupBy(mail.toAddress)
		.orderBy(desc(max(mail.queuedAtEdition)), mail.toAddress)
		.limit(size)
		.offset((page - 1) * size);
	const items = rows.map((row) => ({ ...row, name: row.name ?? '', latest: row.latest ?? 0 }));
	return { items, total, page, size };
}

export interface MailboxEntry {
	id: string;
	subject: string;
	kind: string;
	/** Edition time. */
	at: number;
	attachments: number;
}

/** The mails to one address, newest first. Two queries. */
export async function mailboxList(
	ctx: Context,
	actor: Actor,
	wanted: { to: string; page?: number },
): Promise<Page<MailboxEntry>> {
	demandMailbox(ctx, actor);
	const where = and(kept, eq(mail.toAddress, wanted.to));
	const [all] = await ctx.db.select({ n: count() }).from(mail).where(where);
	const total = all?.n ?? 0;
	const page = pageWithin(wanted.page, total);
	const rows = await ctx.db
		.select({ id: mail.id, subject: mail.subject, kind: mail.kind, at: mail.queuedAtEdition, files: mail.attachments })
		.from(mail)
		.where(where)
		.orderBy(desc(mail.queuedAtEdition), desc(mail.queuedAt), desc(mail.id))
		.limit(size)
		.offset((page - 1) * size);
	const items = rows.map(({ files, ...row }) => ({ ...row, attachments: files.length }));
	return { items, total, page, size };
}

export interface MailboxMessage {
	id: string;
	messageId: string;
	/** Edition time: the `Date` it would carry. */
	at: number;
	from: Mailbox;
	to: Mailbox;
	replyTo: Mailbox | null;
	subject: string;
	locale: Locale;
	text: string;
	html: string;
	attachments: Attachment[];
}

/** One message as it would have been sent. Two queries at most. @throws Refusal `not-found` */
export async function mailboxMessage(ctx: Context, actor: Actor, id: string): Promise<MailboxMessage> {
	demandMailbox(ctx, actor);
	const [row] = await ctx.db
		.select()
		.from(mail)
		.where(and(kept, eq(mail.id, id)));
	if (!row) throw notFound();
	return {
		id: row.id,
		messageId: row.messageId,
		at: row.queuedAtEdition,
		from: row.from,
		to: { name: row.toName, address: row.toAddress },
		replyTo: row.replyTo,
		subject: row.subject,
		locale: row.locale,
		...(await wholeText(ctx, row)),
		attachments: row.attachments,
	};
}

/** An attachment of a message, by its place (from 0). The caller reads or cancels the stream. @throws Refusal `not-found` */
export async function mailboxAttachment(
	ctx: Context,
	actor: Actor,
	id: string,
	place: number,
): Promise<{ attachment: Attachment; file: OpenFile }> {
	const attachment = (await mailboxMessage(ctx, actor, id)).attachments[place];
	const file = attachment && (await ctx.files.get(attachment.digest));
	if (!attachment || !file) throw notFound();
	return { attachment, file };
}

function pageWithin(wanted: number | undefined, total: number): number {
	return Math.min(Math.max(1, wanted ?? 1), Math.max(1, Math.ceil(total / size)));
}
