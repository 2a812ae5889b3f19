import type { Context } from '#core/context/index.ts';
import type { ReviewerProfile, RoleInTrack } from '../../reviewer.ts';
import { reviewerProfile, reviewerRole } from '../reviewer-tables.ts';

/**
 * Writes what is known of a reviewer who says nothing himself: the invented ones of a rehearsal. What he has said already
 * stays. Part of the caller's transaction.
 */
export async function storeReviewer(
	tx: Context,
	of: { scope: string; call: string; person: string; profile: ReviewerProfile; roles: readonly RoleInTrack[] },
): Promise<void> {
	const at = tx.clock.edition.now();
	await tx.db
		.insert(reviewerProfile)
		.values({ scope: of.scope, personId: of.person, ...of.profile, revision: 1, at })
		.onConflictDoNothing();
	if (of.roles.length === 0) return;
	await tx.db
		.insert(reviewerRole)
		.values(of.roles.map((role) => ({ ...role, callId: of.call, personId: of.person, at })))
		.onConflictDoNothing();
}
