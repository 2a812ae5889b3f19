import { and, asc, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { callsForReview } from '#modules/calls/server/index.ts';
import { reviewSubReview } from '../sub-review-tables.ts';
import { reviewAssignment } from '../tables.ts';

/** A review that the actor writes for somebody else, for his list. */
export interface SubReviewTask {
	id: string;
	call: Partial<Bilingual>;
	stage: Bilingual;
	handedAt: number | null;
}

/** What somebody writes for others and is not over with: by call. Three queries. */
export async function mySubReviews(ctx: Context, actor: Actor): Promise<SubReviewTask[]> {
	const person = personOf(actor);
	if (person === undefined) return [];
	const rows = await ctx.db
		.select({ row: reviewSubReview, call: reviewAssignment.callId, stage: reviewAssignment.stageId })
		.from(reviewSubReview)
		.innerJoin(reviewAssignment, eq(reviewAssignment.id, reviewSubReview.assignmentId))
		.where(and(eq(reviewSubReview.personId, person), eq(reviewSubReview.state, 'accepted')))
		.orderBy(asc(reviewSubReview.askedAt));
	if (rows.length === 0) return [];
	const calls = await callsForReview(ctx, [...new Set(rows.map(({ call }) => call))]);
	return rows.flatMap(({ row, call, stage: stageId }) => {
		const of = calls.find(({ callId }) => callId === call);
		const stage = of?.stages.find((one) => one.stage.id === stageId)?.stage;
		return of && stage ? [{ id: row.id, call: of.title, stage: stage.label, handedAt: row.handedAt }] : [];
	});
}
