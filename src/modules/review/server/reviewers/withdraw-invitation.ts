import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { callForReview } from '#modules/calls/server/index.ts';
import { reviewerInvitation } from '../reviewer-tables.ts';

/** Takes an open invitation back; nothing happens to one that is answered. @throws Refusal `not-found`, `forbidden` */
export async function withdrawReviewerInvitation(
	ctx: Context,
	actor: Actor,
	input: { call: string; invitation: string },
): Promise<void> {
	const call = await callForReview(ctx, input.call);
	demand(ctx, actor, 'review.assign', call.subject);
	await transaction(ctx, async (tx) => {
		const taken = await tx.db
			.update(reviewerInvitation)
			.set({ state: 'withdrawn', answeredAt: tx.clock.edition.now() })
			.where(
				and(
					eq(reviewerInvitation.id, input.invitation),
					eq(reviewerInvitation.callId, call.callId),
					eq(reviewerInvitation.state, 'open'),
				),
			)
			.returning({ id: reviewerInvitation.id });
		if (taken.length === 0) return;
		await record(tx, actor, {
			action: 'withdraw-reviewer-invitation',
			subject: { type: 'call', id: call.callId },
			scope: call.scope,
			data: { invitation: input.invitation },
		});
	});
}
