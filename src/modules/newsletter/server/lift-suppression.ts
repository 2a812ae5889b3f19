import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { forgiveAddress } from '#core/mail/index.ts';
import { newsletterSubject } from './desk-subject.ts';
import { newsletterKeyOf } from './key.ts';
import { release } from './suppress.ts';
import { readAddress, subjectOfTrace } from './desk-address.ts';

/**
 * Lets an address subscribe again, and takes the mark of a mail server from it. It subscribes nobody.
 * @throws Refusal `invalid` at `email`; `not-found`, `forbidden`, `signed-out`
 */
export async function liftSuppression(ctx: Context, actor: Actor, text: string): Promise<void> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	await transaction(ctx, async (tx) => {
		const trace = (await newsletterKeyOf(tx)).trace(email);
		await release(tx, trace);
		await forgiveAddress(tx, email);
		await record(tx, actor, {
			action: 'release-subscriber',
			subject: subjectOfTrace(trace),
			data: {},
		});
	});
}
