import { asc, eq, inArray, or } from 'drizzle-orm';
import { addressesOf } from '#core/identity/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { invitation } from './tables.ts';

/** What somebody was invited to, and whom he invited. */
export const invitationPersonData: PersonData = {
	name: 'invitations',
	columns: ['invitation.person_id', 'invitation.by_person_id'],

	async export(ctx, personId) {
		const addresses = (await addressesOf(ctx, personId)).map(({ address }) => address);
		const received = await ctx.db
			.select({
				email: invitation.email,
				name: invitation.name,
				relation: invitation.relation,
				object: invitation.objectName,
				state: invitation.state,
				at: invitation.at,
			})
			.from(invitation)
			.where(or(eq(invitation.personId, personId), inArray(invitation.email, addresses)))
			.orderBy(asc(invitation.at));
		const sent = await ctx.db
			.select({ relation: invitation.relation, object: invitation.objectName, at: invitation.at })
			.from(invitation)
			.where(eq(invitation.byPersonId, personId))
			.orderBy(asc(invitation.at));
		return { received, sent };
	},

	async merge(ctx, from, into) {
		await setPerson(ctx, [invitation.personId, invitation.byPersonId], from, into);
	},

	async erase(ctx, personId) {
		const addresses = (await addressesOf(ctx, personId)).map(({ address }) => address);
		await ctx.db.delete(invitation).where(or(eq(invitation.personId, personId), inArray(invitation.email, addresses)));
		await ctx.db.update(invitation).set({ byPersonId: null }).where(eq(invitation.byPersonId, personId));
	},
};
