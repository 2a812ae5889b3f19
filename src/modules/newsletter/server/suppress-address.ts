import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { newsletterSubject } from './desk-subject.ts';
import { newsletterKeyOf } from './key.ts';
import { withdrawDigests } from './mails.ts';
import { end } from './end.ts';
import { forgetOpenRequests } from './open-requests.ts';
import { suppress } from './suppress.ts';
import { newsletterRequest, newsletterSubscription } from './tables.ts';
import { readAddress, subjectOfTrace } from './desk-address.ts';

/**
 * Sees to it that nothing is mailed to an address any more, known or not.
 * @param reason `complained` for somebody who has called it spam, `desk` for anything else
 * @throws Refusal `invalid` at `email`; `not-found`, `forbidden`, `signed-out`
 */
export async function suppressAddress(
	ctx: Context,
	actor: Actor,
	text: string,
	reason: 'complained' | 'desk',
): Promise<void> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	await transaction(ctx, async (tx) => {
		const trace = (await newsletterKeyOf(tx)).trace(email);
		const [row] = await tx.db
			.select()
			.from(newsletterSubscription)
			.where(eq(newsletterSubscription.email, email))
			.for('update');
		if (row?.state === 'confirmed') {
			await end(tx, row, reason);
		} else {
			await suppress(tx, trace, reason);
			await withdrawDigests(tx, email);
		}
		await forgetOpenRequests(tx, eq(newsletterRequest.trace, trace));
		await record(tx, actor, {
			action: 'suppress-subscriber',
			subject: subjectOfTrace(trace),
			data: { reason },
		});
	});
}
