import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { beginWork } from '#modules/calls/server/index.ts';
import type { ScoringTime } from '../scoring-time.ts';
import { type Written, writtenOf } from '../written.ts';
import type { OpenAssignment } from './open-assignment.ts';
import type { ScoredStage } from './stage-at.ts';
import { reviewSubReview } from './sub-review-tables.ts';
import { reviewAssignment, reviewScore } from './tables.ts';

/** @throws Refusal `closed` (`scoring-not-open`, `scoring-over`) unless scores are taken now */
export function demandScoring(time: ScoringTime, zone: string): void {
	if (time.at === 'before') throw new Refusal('closed', 'scoring-not-open', { params: { opens: time.opens, zone } });
	if (time.at === 'over') throw new Refusal('closed', 'scoring-over');
}

/** @throws Refusal `closed` (`ranked-by-ballot`) where applications are ranked, and not scored */
export function demandPoints({ method }: Pick<ScoredStage, 'method'>): void {
	if (method === 'ballots') throw new Refusal('closed', 'ranked-by-ballot');
}

/** The newest version of a review that was handed in. One query. */
export async function newestScore(ctx: Context, assignment: string) {
	const [newest] = await ctx.db
		.select()
		.from(reviewScore)
		.where(eq(reviewScore.assignmentId, assignment))
		.orderBy(desc(reviewScore.position))
		.limit(1);
	return newest;
}

/** What stands in the form of a review: what is being written, else what was handed in last. */
export function standingText(
	draft: OpenAssignment['draft'],
	newest: { points: object; comments: object; answers: object; confidence: number | null } | undefined | null,
): Written {
	return writtenOf(draft ?? (newest as Partial<Written> | null | undefined));
}

/**
 * Adds a version of a review, that counts from now on, and ends its draft. Whoever wrote it for the reviewer is credited
 * with it. Part of the caller's transaction, under the lock of the application.
 */
export async function handIn(
	tx: Context,
	actor: Actor,
	{ id, stage, standing }: OpenAssignment,
	written: Written,
	notCompetent = false,
): Promise<void> {
	const { application } = standing;
	const at = tx.clock.edition.now();
	await tx.db
		.update(reviewAssignment)
		.set({ draft: null, revision: sql`${reviewAssignment.revision} + 1` })
		.where(eq(reviewAssignment.id, id));
	await tx.db.insert(reviewScore).values({
		id: newId(),
		assignmentId: id,
		...written,
		fields: stage.fields,
		notCompetent,
		version: application.version,
		at,
	});
	if (!notCompetent) {
		await tx.db
			.update(reviewSubReview)
			.set({ creditedAt: at })
			.where(
				and(
					eq(reviewSubReview.assignmentId, id),
					isNotNull(reviewSubReview.handedAt),
					isNull(reviewSubReview.creditedAt),
				),
			);
	}
	await beginWork(tx, [application.id]);
	await record(tx, actor, {
		action: notCompetent ? 'not-competent' : 'score',
		subject: { type: 'application', id: application.id },
		scope: standing.scope,
		data: { stage: stage.id, version: application.version },
	});
}
