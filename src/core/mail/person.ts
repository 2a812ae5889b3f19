import { asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { mail, mailDelivery } from './tables.ts';

/** All mail to a person, with its attempts, for the export of his data. Two queries. */
export async function exportMailOf(ctx: Context, personId: string) {
	const mails = await ctx.db
		.select({
			id: mail.id,
			messageId: mail.messageId,
			kind: mail.kind,
			scope: mail.scope,
			to: mail.toAddress,
			toName: mail.toName,
			subject: mail.subject,
			text: mail.text,
			locale: mail.locale,
			attachments: mail.attachments,
			state: mail.state,
			queuedAt: mail.queuedAt,
			sentAt: mail.sentAt,
		})
		.from(mail)
		.where(eq(mail.personId, personId))
		.orderBy(asc(mail.queuedAt), asc(mail.id));
	const ids = mails.map((row) => row.id);
	const deliveries = ids.length
		? await ctx.db.select().from(mailDelivery).where(inArray(mailDelivery.mailId, ids)).orderBy(asc(mailDelivery.at))
		: [];
	return mails.map((row) => ({
		...row,
		deliveries: deliveries.filter((delivery) => delivery.mailId === row.id),
	}));
}

/** Removes all mail to a person, what waits included; what a connection has in its hands goes its way. @returns how many */
export async function eraseMailOf(ctx: Context, personId: string): Promise<number> {
	// The marks of his addresses hang on his mails and go with them.
	const gone = await ctx.db.delete(mail).where(eq(mail.personId, personId)).returning({ id: mail.id });
	return gone.length;
}
