import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { newsletterSubject } from './desk-subject.ts';
import { newsletterKeyOf } from './key.ts';
import { readAddress, subjectOfTrace } from './desk-address.ts';

import { type FoundAddress, knownOf } from './known-address.ts';

/**
 * What is known of one address, which must be typed in whole: there is no list to leaf through. That somebody looked stands
 * in the ledger, without the address.
 * @throws Refusal `invalid` at `email`; `not-found`, `forbidden`, `signed-out`
 */
export async function lookUp(ctx: Context, actor: Actor, text: string): Promise<FoundAddress> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const email = readAddress(text);
	return transaction(ctx, async (tx) => {
		const found = await knownOf(tx, email);
		const trace = (await newsletterKeyOf(tx)).trace(email);
		await record(tx, actor, {
			action: 'look-up-subscriber',
			subject: subjectOfTrace(trace),
			data: { known: found.subscription !== null },
		});
		return found;
	});
}
