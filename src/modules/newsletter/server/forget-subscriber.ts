import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { newsletterSubject } from './desk-subject.ts';
import { newsletterKeyOf } from './key.ts';
import { forgetMailsTo } from './mails.ts';
import { suppress } from './suppress.ts';
import { newsletterRequest, newsletterSubscription } from './tables.ts';
import { readAddress, subjectOfTrace } from './desk-address.ts';

/**
 * Deletes all that is kept of an address, at its owner's wish: nothing is mailed to it any more, and only its trace tells so.
 * @returns whether there was anything
 * @throws Refusal `invalid` at `email`; `not-found`, `forbidden`, `signed-out`
 */
export async function forgetSubscriber(ctx: Context, actor: Actor, text: string): Promise<boolean> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	return transaction(ctx, async (tx) => {
		const trace = (await newsletterKeyOf(tx)).trace(email);
		const gone = await tx.db.delete(newsletterSubscription).where(eq(newsletterSubscription.email, email));
		const requests = await tx.db.delete(newsletterRequest).where(eq(newsletterRequest.email, email));
		if ((gone.rowCount ?? 0) > 0) await suppress(tx, trace, 'reader');
		await forgetMailsTo(tx, email);
		await record(tx, actor, {
			action: 'forget-subscriber',
			subject: subjectOfTrace(trace),
			data: {},
		});
		return (gone.rowCount ?? 0) + (requests.rowCount ?? 0) > 0;
	});
}
