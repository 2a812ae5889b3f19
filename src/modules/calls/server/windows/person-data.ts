import { asc, eq, inArray } from 'drizzle-orm';
import { addressesOf } from '#core/identity/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { callExtension, lateLink } from '../late-link-tables.ts';

/** Personal links that somebody made or was sent, and deadlines that he put off. */
export const windowPersonData: PersonData = {
	name: 'late-links',
	columns: ['late_link.person_id', 'call_extension.person_id'],

	async export(ctx, personId) {
		const addresses = (await addressesOf(ctx, personId)).map(({ address }) => address);
		const columns = { call: lateLink.callId, uses: lateLink.uses, used: lateLink.used, expiresAt: lateLink.expiresAt };
		const received = await ctx.db
			.select({ ...columns, email: lateLink.email, label: lateLink.label, at: lateLink.at })
			.from(lateLink)
			.where(inArray(lateLink.email, addresses))
			.orderBy(asc(lateLink.at));
		const made = await ctx.db
			.select({ ...columns, at: lateLink.at })
			.from(lateLink)
			.where(eq(lateLink.personId, personId))
			.orderBy(asc(lateLink.at));
		const extensions = await ctx.db
			.select({ call: callExtension.callId, untilAt: callExtension.untilAt, at: callExtension.at })
			.from(callExtension)
			.where(eq(callExtension.personId, personId))
			.orderBy(asc(callExtension.at));
		return { received, made, extensions };
	},

	async merge(ctx, from, into) {
		await setPerson(ctx, [lateLink.personId, callExtension.personId], from, into);
	},

	/** What was written about him goes with his address; that a link was used stays, as a number. */
	async erase(ctx, personId) {
		const addresses = (await addressesOf(ctx, personId)).map(({ address }) => address);
		await ctx.db.update(lateLink).set({ email: null, label: '' }).where(inArray(lateLink.email, addresses));
		await setPerson(ctx, [lateLink.personId, callExtension.personId], personId, null);
	},
};
