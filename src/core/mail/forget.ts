import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { mail } from './tables.ts';

/** Which mails: of these kinds, and with one of these keys or to this address (both, where both are given). */
export interface MailsToForget {
	keys?: readonly string[];
	/** The address as it was queued. */
	to?: string;
	kinds: readonly string[];
	/** Only those whose end has not gone out yet, held ones as well. */
	waitingOnly?: boolean;
}

/**
 * Deletes mails with all that is known of their sending, in the caller's transaction. What a connection has in its hands
 * leaves if its end has gone out already, and is ended nowhere otherwise; nothing of either is kept. Where only what waits is
 * asked for, what has gone out stays, and is not sent a second time if its server puts it off. Files and bodies that others
 * share stay. One statement; two for what waits.
 * @returns how many
 * @throws Error when neither keys nor an address say which
 */
export async function forgetMails(ctx: Context, wanted: MailsToForget): Promise<number> {
	const { keys, to, kinds, waitingOnly } = wanted;
	if (keys === undefined && to === undefined) throw new Error('which mails to forget must be said');
	if (kinds.length === 0 || keys?.length === 0) return 0;
	const which = and(
		inArray(mail.kind, [...kinds]),
		// One parameter, however many keys: a statement takes no more than 65535.
		keys === undefined ? undefined : sql`${mail.idempotencyKey} = any(${sql.param([...keys])}::text[])`,
		to === undefined ? undefined : eq(mail.toAddress, to),
	);
	if (waitingOnly) {
		// First: whoever settles such a mail waits for us now, or has settled it before we look for what waits.
		await ctx.db
			.update(mail)
			.set({ notAfter: ctx.clock.process.now() })
			.where(and(which, eq(mail.state, 'sending')));
	}
	const notOut = or(inArray(mail.state, ['queued', 'held']), and(eq(mail.state, 'sending'), isNull(mail.handedAt)));
	const gone = await ctx.db.delete(mail).where(and(which, waitingOnly ? notOut : undefined));
	return gone.rowCount ?? 0;
}
