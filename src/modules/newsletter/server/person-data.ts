import { inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import { adoptMail, eraseMailOf } from '#core/mail/index.ts';
import type { PersonData } from '#core/person-data/index.ts';
import { knownOf } from './known-address.ts';
import { newsletterRequest, newsletterSubscription } from './tables.ts';
import { suppress } from './suppress.ts';

/** Subscriptions belong to addresses; what a person has proved to be his is his. */
async function provedAddresses(ctx: Context, personId: string): Promise<string[]> {
	const addresses = await addressesOf(ctx, personId);
	return addresses.filter(({ verifiedAt }) => verifiedAt !== null).map(({ address }) => address);
}

/** What the newsletter holds of a person, found by his addresses: no column refers to him. */
export const newsletterPersonData: PersonData = {
	name: 'newsletter',
	columns: [],

	async export(ctx, personId) {
		const found = [];
		for (const address of await provedAddresses(ctx, personId)) {
			const known = await knownOf(ctx, address);
			if (known.subscription || known.requests.length > 0 || known.suppressed) found.push(known);
		}
		return found;
	},

	async merge() {
		// With the addresses goes all that hangs on them.
	},

	async erase(ctx, personId) {
		const addresses = await provedAddresses(ctx, personId);
		if (addresses.length === 0) return;
		const rows = await ctx.db
			.delete(newsletterSubscription)
			.where(inArray(newsletterSubscription.email, addresses))
			.returning({ trace: newsletterSubscription.trace });
		await ctx.db.delete(newsletterRequest).where(inArray(newsletterRequest.email, addresses));
		// Whoever is forgotten gets nothing more, from a restored list either; the trace alone tells of it.
		for (const { trace } of rows) await suppress(ctx, trace, 'reader');
		for (const address of addresses) await adoptMail(ctx, address, personId);
		await eraseMailOf(ctx, personId);
	},
};
