import { asc, eq, inArray, or, sql } from 'drizzle-orm';
import { addressesOf } from '#core/identity/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { byNumber } from '../by-number.ts';
import { reviewAffinity, reviewBid, reviewerInvitation, reviewerProfile, reviewerRole } from '../reviewer-tables.ts';

/** What somebody is as a reviewer: invitations, roles, profiles with publications, bids; and what was computed from them. */
export const reviewerPersonData: PersonData = {
	name: 'reviewers',
	columns: [
		'reviewer_invitation.person_id',
		'reviewer_invitation.by_person_id',
		'reviewer_role.person_id',
		'reviewer_profile.person_id',
		'review_bid.person_id',
	],

	async export(ctx, personId) {
		const addresses = (await addressesOf(ctx, personId)).map(({ address }) => address);
		const invitations = await ctx.db
			.select({
				email: reviewerInvitation.email,
				name: reviewerInvitation.name,
				role: reviewerInvitation.role,
				tracks: reviewerInvitation.tracks,
				state: reviewerInvitation.state,
				reason: reviewerInvitation.reason,
				suggestedName: reviewerInvitation.suggestedName,
				suggestedEmail: reviewerInvitation.suggestedEmail,
				at: reviewerInvitation.at,
			})
			.from(reviewerInvitation)
			.where(or(eq(reviewerInvitation.personId, personId), inArray(reviewerInvitation.email, addresses)))
			.orderBy(asc(reviewerInvitation.at));
		const [sent] = await ctx.db
			.select({ n: sql<number>`count(*)::int` })
			.from(reviewerInvitation)
			.where(eq(reviewerInvitation.byPersonId, personId));
		const roles = await ctx.db
			.select({ call: reviewerRole.callId, track: reviewerRole.track, role: reviewerRole.role, at: reviewerRole.at })
			.from(reviewerRole)
			.where(eq(reviewerRole.personId, personId))
			.orderBy(asc(reviewerRole.at));
		const profiles = (await ctx.db.select().from(reviewerProfile).where(eq(reviewerProfile.personId, personId))).map(
			({ personId: _, revision: __, ...profile }) => profile,
		);
		const bids = await ctx.db
			.select({
				call: reviewBid.callId,
				stage: reviewBid.stageId,
				application: reviewBid.applicationId,
				value: reviewBid.value,
				at: reviewBid.at,
			})
			.from(reviewBid)
			.where(eq(reviewBid.personId, personId))
			.orderBy(asc(reviewBid.at));
		return { invitations, invitedOthers: sent?.n ?? 0, roles, profiles, bids: await byNumber(ctx, bids) };
	},

	async merge(ctx, from, into) {
		// Where both have something, that of the account that stays counts.
		await ctx.db.execute(sql`delete from reviewer_role a using reviewer_role b
			where a.person_id = ${from} and b.person_id = ${into} and a.call_id = b.call_id and a.track = b.track`);
		await ctx.db.execute(sql`delete from reviewer_profile a using reviewer_profile b
			where a.person_id = ${from} and b.person_id = ${into} and a.scope = b.scope`);
		await ctx.db.execute(sql`delete from review_bid a using review_bid b
			where a.person_id = ${from} and b.person_id = ${into} and a.stage_id = b.stage_id and a.application_id = b.application_id`);
		await setPerson(
			ctx,
			[
				reviewerInvitation.personId,
				reviewerInvitation.byPersonId,
				reviewerRole.personId,
				reviewerProfile.personId,
				reviewBid.personId,
			],
			from,
			into,
		);
		await ctx.db.delete(reviewAffinity).where(sql`${reviewAffinity.people} ? ${from}`);
	},

	async erase(ctx, personId) {
		const addresses = (await addressesOf(ctx, personId)).map(({ address }) => address);
		await ctx.db
			.delete(reviewerInvitation)
			.where(or(eq(reviewerInvitation.personId, personId), inArray(reviewerInvitation.email, addresses)));
		await ctx.db
			.update(reviewerInvitation)
			.set({ suggestedName: '', suggestedEmail: '' })
			.where(inArray(reviewerInvitation.suggestedEmail, addresses));
		await ctx.db
			.update(reviewerInvitation)
			.set({ byPersonId: null })
			.where(eq(reviewerInvitation.byPersonId, personId));
		await ctx.db.delete(reviewerRole).where(eq(reviewerRole.personId, personId));
		await ctx.db.delete(reviewerProfile).where(eq(reviewerProfile.personId, personId));
		await ctx.db.delete(reviewBid).where(eq(reviewBid.personId, personId));
		// What was computed from his publications goes with them.
		await ctx.db.delete(reviewAffinity).where(sql`${reviewAffinity.people} ? ${personId}`);
	},
};
