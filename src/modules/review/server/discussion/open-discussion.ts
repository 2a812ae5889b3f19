import { and, asc, eq, sql } from 'drizzle-orm';
import { type Actor, can, demand, type ObjectType, personOf, relationsTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import {
	type CallForReview,
	callForReview,
	type StandingApplication,
	standingApplications,
	trackObjectId,
	worksOn,
} from '#modules/calls/server/index.ts';
import { isSecret, phasesAt, type StagePhases } from '../../phases.ts';
import { isAllIn } from '../all-in.ts';
import { conflictsWith } from '../conflicts/index.ts';
import type { DiscussionRole } from '../discussion-tables.ts';
import { openAssignment } from '../open-assignment.ts';
import type { ScoredStage } from '../stage-at.ts';
import { reviewAssignment, reviewScore } from '../tables.ts';

/** Somebody who was asked to score an application at a stage, with what came of it. */
export interface AskedMember {
	assignment: string;
	person: string;
	ended: boolean;
	/** He has answered: handed in a score, or said that he is not competent. */
	answered: boolean;
	scored: boolean;
}

/** The reviews of an application at a stage, open before somebody who may discuss or sum them up. */
export interface OpenDiscussion {
	role: DiscussionRole;
	person: string;
	/** Of a member: the only id that he knows of what he reviews. */
	assignment: string | null;
	standing: StandingApplication;
	call: CallForReview;
	stage: ScoredStage;
	phases: StagePhases;
	/** The chairs of the application who have no conflict of interest with it. */
	chairs: string[];
	/** Everybody who was ever asked, in that order. */
	asked: AskedMember[];
	/** Everybody who was asked at this stage has answered. */
	allIn: boolean;
	/** He has scored it himself. */
	scored: boolean;
	/** Even chairs see nothing of the scores yet. */
	secret: boolean;
}

/** Who opens what: a member by his assignment, a chair by the stage. */
export type DiscussionPlace =
	| { as: 'member'; assignment: string }
	| { as: 'chair'; application: string; stage: string };

/**
 * Opens the reviews of an application for a member of the panel, or for a chair. Who has a conflict of interest, holds the
 * application or works on it finds nothing, whatever he is beside that.
 * @throws Refusal `signed-out`, `not-found`, `forbidden`
 */
export async function openDiscussion(
	ctx: Context,
	actor: Actor,
	place: DiscussionPlace,
	options: { lock?: boolean } = {},
): Promise<OpenDiscussion> {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const own = place.as === 'member' ? await openAssignment(ctx, actor, place, options) : undefined;
	const { standing, call, stage } = own ?? (await openAsChair(ctx, actor, place as ChairPlace, options));
	const application = standing.application.id;
	const chairs = await chairsOf(ctx, call, standing);
	const conflict = await conflictsWith(ctx, call, { applications: [application], people: [person, ...chairs] });
	if (conflict(application, person)) throw notFound();
	const at = call.stages.findIndex((one) => one.stage.id === stage.id);
	const { state, cohort } = standing.application;
	const phases = phasesAt(
		stage,
		at === 0,
		{ zone: call.zone, closesAt: call.graceEndsAt, cohorts: call.settings.cohorts },
		{ state, cohort, here: at === standing.at },
		ctx.clock.edition.now(),
	);
	const asked = await askedMembers(ctx, application, stage.id);
	const allIn = stage.scoreVisibility === 'when-all-in' && (await isAllIn(ctx, call, stage.id));
	return {
		role: place.as,
		person,
		assignment: own?.id ?? null,
		standing,
		call,
		stage,
		phases,
		chairs: chairs.filter((chair) => conflict(application, chair) === undefined),
		asked,
		allIn,
		scored: own !== undefined && asked.some(({ assignment, scored }) => assignment === own.id && scored),
		secret: isSecret(stage, phases, allIn),
	};
}

type ChairPlace = Extract<DiscussionPlace, { as: 'chair' }>;

async function openAsChair(ctx: Context, actor: Actor, place: ChairPlace, options: { lock?: boolean }) {
	const [standing] = await standingApplications(ctx, [place.application], options);
	if (!standing) throw notFound();
	demand(ctx, actor, 'review.read', standing.subject);
	// Somebody of the desk may be an applicant too: applicants read nothing of this.
	if (worksOn(actor, standing.application)) throw notFound();
	const call = await callForReview(ctx, standing.application.callId);
	const at = call.stages.findIndex(({ stage }) => stage.id === place.stage);
	const stage = call.stages[at]?.stage;
	if (!stage || !('criteria' in stage) || at > standing.at) throw notFound();
	return { standing, call, stage };
}

/** Whether a chair may also write here: not through somebody's eyes, and not who only runs the desk. Pure. */
export function mayWrite(ctx: Context, actor: Actor, { role, standing }: OpenDiscussion): boolean {
	const action = role === 'chair' ? 'review.discuss' : 'review.score';
	const subject = role === 'chair' ? standing.subject : { within: { application: standing.application.id } };
	return can(actor, action, subject, ctx.clock) === 'yes';
}

/** The chairs of an application: of its track, call and edition. One query. */
export async function chairsOf(
	ctx: Context,
	call: CallForReview,
	{ application }: StandingApplication,
): Promise<string[]> {
	const { track } = application;
	const objects: { type: ObjectType; id: string }[] = [
		{ type: 'call', id: call.callId },
		...(call.editionId === null ? [] : [{ type: 'edition' as const, id: call.editionId }]),
		...(track === null ? [] : [{ type: 'track' as const, id: trackObjectId(call.scope, track) }]),
	];
	const held = await relationsTo(ctx, objects);
	return [...new Set(held.filter(({ relation }) => relation === 'chair').map(({ personId }) => personId))];
}

/** Everybody who was asked to score an application at a stage, in that order, with what came of it. One query. */
export async function askedMembers(ctx: Context, application: string, stage: string): Promise<AskedMember[]> {
	const rows = await ctx.db
		.select({
			assignment: reviewAssignment.id,
			person: reviewAssignment.personId,
			endedAt: reviewAssignment.endedAt,
			notCompetent: sql<boolean | null>`(select s.not_competent from ${reviewScore} s
				where s.assignment_id = review_assignment.id order by s.position desc limit 1)`,
		})
		.from(reviewAssignment)
		.where(and(eq(reviewAssignment.applicationId, application), eq(reviewAssignment.stageId, stage)))
		.orderBy(asc(reviewAssignment.at), asc(reviewAssignment.id));
	return rows.map(({ assignment, person, endedAt, notCompetent }) => ({
		assignment,
		person,
		ended: endedAt !== null,
		answered: notCompetent !== null,
		scored: notCompetent === false,
	}));
}
