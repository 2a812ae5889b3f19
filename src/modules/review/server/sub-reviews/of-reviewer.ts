import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { FieldChange } from '#modules/calls/readable.ts';
import { type SubReviewState, stateForReviewer } from '../../sub-review.ts';
import { filledUp, writtenOf } from '../../written.ts';
import { reviewChanges } from '../compare-reviews.ts';
import { demandScoring, newestScore, standingText } from '../hand-in.ts';
import { openAssignment, type ReviewKey } from '../open-assignment.ts';
import { reviewSubReview } from '../sub-review-tables.ts';
import { reviewAssignment } from '../tables.ts';

/** Somebody whom a reviewer asked to write for him, as the reviewer sees him. */
export interface SubReviewRow {
	id: string;
	name: string;
	email: string;
	state: Exclude<SubReviewState, 'blocked'>;
	askedAt: number;
	/** When he gave his draft; only then can it be read. */
	handedAt: number | null;
	/** Credited with a review that was handed in. */
	credited: boolean;
	/** What he wrote, part by part. */
	text: FieldChange[];
}

/** Those whom a reviewer has asked for one review. Constant queries. @throws Refusal `signed-out`, `not-found` */
export async function subReviewsOf(
	ctx: Context,
	actor: Actor,
	input: ReviewKey & { locale: Locale },
): Promise<SubReviewRow[]> {
	const { id, stage } = await openAssignment(ctx, actor, input);
	const rows = await ctx.db
		.select()
		.from(reviewSubReview)
		.where(eq(reviewSubReview.assignmentId, id))
		.orderBy(asc(reviewSubReview.askedAt), asc(reviewSubReview.id));
	return rows.map((row) => ({
		id: row.id,
		name: row.name,
		email: row.email,
		state: stateForReviewer(row.state),
		askedAt: row.askedAt,
		handedAt: row.handedAt,
		credited: row.creditedAt !== null,
		text: row.handedAt === null ? [] : reviewChanges(stage, writtenOf(null), writtenOf(row.draft), input.locale),
	}));
}

/**
 * Puts what somebody wrote for a reviewer into the reviewer's own draft, beside what stands there: of his own nothing is
 * lost. He checks it and hands it in himself.
 * @throws Refusal `signed-out`, `not-found`; `closed`
 */
export async function takeSubReview(ctx: Context, actor: Actor, input: ReviewKey & { sub: string }): Promise<void> {
	await openAssignment(ctx, actor, input);
	await transaction(ctx, async (tx) => {
		const open = await openAssignment(tx, actor, input, { lock: true });
		demandScoring(open.time, open.call.zone);
		const [row] = await tx.db
			.select()
			.from(reviewSubReview)
			.where(
				and(
					eq(reviewSubReview.id, input.sub),
					eq(reviewSubReview.assignmentId, open.id),
					isNotNull(reviewSubReview.handedAt),
				),
			);
		if (!row) throw notFound();
		const own = standingText(open.draft, await newestScore(tx, open.id));
		await tx.db
			.update(reviewAssignment)
			.set({ draft: filledUp(own, writtenOf(row.draft)), revision: sql`${reviewAssignment.revision} + 1` })
			.where(eq(reviewAssignment.id, open.id));
	});
}
