import { and, desc, eq, ne } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { emptyProfile, type ReviewerProfile } from '../../reviewer.ts';
import { reviewerProfile } from '../reviewer-tables.ts';
import { type ProfileScope, profileScope } from './profile-scope.ts';

export interface ProfilePage extends Omit<ProfileScope, 'person'> {
	profile: ReviewerProfile;
	/** Zero: nothing is saved yet. */
	revision: number;
	/** What is shown was taken over from an earlier edition or another call, and counts once it is saved. */
	takenOver: boolean;
}

/**
 * What somebody has said of himself as a reviewer of an edition or a standing call; where that is nothing yet, keywords,
 * languages and publications of his latest profile elsewhere are proposed. Four queries.
 * @throws Refusal `signed-out`, `not-found`, `forbidden`
 */
export async function profilePage(ctx: Context, actor: Actor, scope: string): Promise<ProfilePage> {
	const { person, ...place } = await profileScope(ctx, actor, scope);
	const [own] = await ctx.db
		.select()
		.from(reviewerProfile)
		.where(and(eq(reviewerProfile.scope, scope), eq(reviewerProfile.personId, person)));
	if (own) {
		const { scope: _, personId: __, revision, at: ___, ...profile } = own;
		return { ...place, profile, revision, takenOver: false };
	}
	const [earlier] = await ctx.db
		.select({
			keywords: reviewerProfile.keywords,
			languages: reviewerProfile.languages,
			publications: reviewerProfile.publications,
		})
		.from(reviewerProfile)
		.where(and(eq(reviewerProfile.personId, person), ne(reviewerProfile.scope, scope)))
		.orderBy(desc(reviewerProfile.at))
		.limit(1);
	return { ...place, profile: { ...emptyProfile, ...earlier }, revision: 0, takenOver: earlier !== undefined };
}
