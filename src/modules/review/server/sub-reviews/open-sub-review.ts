import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import {
	type CallForReview,
	callForReview,
	type StandingApplication,
	standingApplications,
} from '#modules/calls/server/index.ts';
import { phasesAt, type StagePhases } from '../../phases.ts';
import type { ScoredStage } from '../stage-at.ts';
import { reviewSubReview } from '../sub-review-tables.ts';
import { reviewAssignment } from '../tables.ts';
import { isPersonBlocked } from './blocked.ts';

/** What somebody writes for a reviewer, with all that it is about. */
export interface OpenSubReview {
	row: typeof reviewSubReview.$inferSelect;
	/** Of whom he writes it for. */
	assignment: { id: string; personId: string };
	standing: StandingApplication;
	call: CallForReview;
	stage: ScoredStage;
	phases: StagePhases;
}

type Found = { row: OpenSubReview['row']; assignment: typeof reviewAssignment.$inferSelect };

/** Where a review for another stands, whoever asks. Undefined once the reviewer's own assignment has ended, or the stage knows none. */
export async function surroundingsOf(
	ctx: Context,
	found: Found,
	options: { lock?: boolean } = {},
): Promise<OpenSubReview | undefined> {
	const { row, assignment } = found;
	const [standing] = await standingApplications(ctx, [assignment.applicationId], options);
	if (!standing) return undefined;
	const call = await callForReview(ctx, standing.application.callId);
	const place = call.stages.findIndex(({ stage }) => stage.id === assignment.stageId);
	const stage = call.stages[place]?.stage;
	if (!stage || !('criteria' in stage) || !stage.subReviewers || place > standing.at) return undefined;
	const { state, cohort } = standing.application;
	const phases = phasesAt(
		stage,
		place === 0,
		{ zone: call.zone, closesAt: call.graceEndsAt, cohorts: call.settings.cohorts },
		{ state, cohort, here: place === standing.at },
		ctx.clock.edition.now(),
	);
	const { id, personId } = assignment;
	return { row, assignment: { id, personId }, standing, call, stage, phases };
}

/** A row with the assignment that it belongs to, while that holds. One query. */
export async function findSubReview(ctx: Context, by: { id: string } | { digest: string }): Promise<Found | undefined> {
	const [found] = await ctx.db
		.select({ row: reviewSubReview, assignment: reviewAssignment })
		.from(reviewSubReview)
		.innerJoin(reviewAssignment, eq(reviewAssignment.id, reviewSubReview.assignmentId))
		.where(
			and(
				'id' in by ? eq(reviewSubReview.id, by.id) : eq(reviewSubReview.secretDigest, by.digest),
				isNull(reviewAssignment.endedAt),
			),
		);
	return found;
}

/**
 * A review that the actor writes for another: nothing for anybody else, and nothing once he has a conflict of interest.
 * @throws Refusal `signed-out`, `not-found`
 */
export async function openSubReview(
	ctx: Context,
	actor: Actor,
	id: string,
	options: { lock?: boolean } = {},
): Promise<OpenSubReview> {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const found = await findSubReview(ctx, { id });
	if (!found || found.row.personId !== person || found.row.state !== 'accepted') throw notFound();
	const open = await surroundingsOf(ctx, found, options);
	if (!open || (await isPersonBlocked(ctx, open.standing, person))) throw notFound();
	if (!options.lock) return open;
	// Under the lock of the application it may have been saved since.
	const again = await findSubReview(ctx, { id });
	if (again?.row.state !== 'accepted') throw notFound();
	return { ...open, row: again.row };
}
