import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { type ReviewerRole, reviewerRoles } from '../../reviewer.ts';
import { panelOf } from '../panel.ts';
import { reviewerRole } from '../reviewer-tables.ts';
import { stageAt } from '../stage-at.ts';
import { tracksOfCall } from './profile-scope.ts';

export interface SetRoleInput {
	call: string;
	stage: string;
	person: string;
	role: string;
	/** Codes; empty for all. */
	tracks: readonly string[];
}

/**
 * Says what a member of a panel is: senior, reviewer or emergency reviewer, for these tracks or all. What he was before is
 * replaced. Who chairs a track is said by invitation or in the list of people.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `role`
 */
export async function setReviewerRole(ctx: Context, actor: Actor, input: SetRoleInput): Promise<void> {
	const { call, stage } = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', call.subject);
	const role = reviewerRoles.find(
		(one): one is Exclude<ReviewerRole, 'chair'> => one === input.role && one !== 'chair',
	);
	if (!role) throw invalid([{ path: 'role', code: 'choose' }]);
	await transaction(ctx, async (tx) => {
		if (!(await panelOf(tx, call, stage.id)).includes(input.person)) throw notFound();
		const offered = (await tracksOfCall(tx, call)).map(({ code }) => code);
		const tracks = [...new Set(input.tracks)].filter((code) => offered.includes(code));
		await tx.db
			.delete(reviewerRole)
			.where(and(eq(reviewerRole.callId, call.callId), eq(reviewerRole.personId, input.person)));
		await tx.db.insert(reviewerRole).values(
			(tracks.length > 0 ? tracks : ['']).map((track) => ({
				callId: call.callId,
				personId: input.person,
				track,
				role,
				at: tx.clock.edition.now(),
			})),
		);
		await record(tx, actor, {
			action: 'set-reviewer-role',
			subject: { type: 'call', id: call.callId },
			scope: call.scope,
			data: { person: input.person, role, tracks },
		});
	});
}
