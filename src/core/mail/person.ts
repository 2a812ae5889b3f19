import { asc, eq, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Context } from '#core/context/index.ts';
import { fillMarks } from './shared/encode.ts';
import { mail, mailBody, mailDelivery } from './tables.ts';

/** All mail to a person as he read it, with its attempts, for the export of his data. Three queries. */
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
			bodyId: mail.bodyId,
			filling: mail.filling,
		})
		.from(mail)
		.where(eq(mail.personId, personId))
		.orderBy(asc(mail.queuedAt), asc(mail.id));
	if (mails.length === 0) return [];
	const attempts = new Map<string, (typeof mailDelivery.$inferSelect)[]>();
	const ids = mails.map(({ id }) => id);
	const deliveries = ctx.db.select().from(mailDelivery).where(isAmong(mailDelivery.mailId, ids));
	for (const one of await deliveries.orderBy(asc(mailDelivery.at)))
		attempts.set(one.mailId, [...(attempts.get(one.mailId) ?? []), one]);
	const bodies = await ctx.db
		.select({ id: mailBody.id, text: mailBody.text, marks: mailBody.marks })
		.from(mailBody)
		.where(isAmong(mailBody.id, [...new Set(mails.flatMap(({ bodyId }) => bodyId ?? []))]));
	return mails.map(({ bodyId, filling, text, ...row }) => {
		const body = bodyId === null ? undefined : bodies.find(({ id }) => id === bodyId);
		return {
			...row,
			text: body ? fillMarks(body.text, body.marks, filling ?? {}) : text,
			deliveries: attempts.get(row.id) ?? [],
		};
	});
}

/** One of these, as one parameter: a statement takes no more than 65,535, and who is asked a lot has more mail. */
const isAmong = (column: AnyPgColumn, ids: readonly string[]) => sql`${column} = any(${sql.param([...ids])}::text[])`;

/** Removes all mail to a person, what waits included; what a connection has in its hands goes its way. @returns how many */
export async function eraseMailOf(ctx: Context, personId: string): Promise<number> {
	// The marks of his addresses hang on his mails and go with them.
	const gone = await ctx.db.delete(mail).where(eq(mail.personId, personId)).returning({ id: mail.id });
	return gone.length;
}
