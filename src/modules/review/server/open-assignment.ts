import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { type Actor, can, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { ledgerEvent } from '#core/ledger/tables.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type StandingApplication, standingApplications, worksOn } from '#modules/calls/server/index.ts';
import { type CallForReview, callForReview } from '#modules/calls/server/index.ts';
import { phasesAt, type StagePhases } from '../phases.ts';
import type { ScoringTime } from '../scoring-time.ts';
import type { ScoredStage } from './stage-at.ts';
import { reviewAssignment } from './tables.ts';

/** An assignment of whoever acts, with all that it is about. */
export interface OpenAssignment {
	id: string;
	revision: number;
	draft: (typeof reviewAssignment.$inferSelect)['draft'];
	standing: StandingApplication;
	call: CallForReview;
	stage: ScoredStage;
	phases: StagePhases;
	/** When scores are taken: `phases.scoring`. */
	time: ScoringTime;
}

/** What a review is asked for by: pages know the id of the assignment only, that nobody else ever sees. */
export type ReviewKey = { assignment: string } | { application: string };

/**
 * The assignment by which a person scores an application; asked for by the application, the one of the stage it is in,
 * else of the last stage that it has come to. Anything else is not there for him, whatever he is elsewhere; a member of a panel who tries is noted.
 * @throws Refusal `signed-out`, `not-found`
 */
export async function openAssignment(
	ctx: Context,
	actor: Actor,
	/** A text is the id of the application. */
	asked: ReviewKey | string,
	options: { lock?: boolean } = {},
): Promise<OpenAssignment> {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const key = typeof asked === 'string' ? { application: asked } : asked;
	const applicationId = await applicationOf(ctx, key);
	const [standing] = await standingApplications(ctx, [applicationId], options);
	// Only the application itself: who is something elsewhere in the call is told no more than a stranger.
	const verdict = can(actor, 'review.score', { within: { application: applicationId } }, ctx.clock);
	// Who has come to hold it or to work on it since he was asked scores it no more, and reads no score of it.
	const own = standing !== undefined && worksOn(actor, standing.application);
	const rows =
		standing && verdict === 'yes' && !own
			? await ctx.db
					.select()
					.from(reviewAssignment)
					.where(
						and(
							eq(reviewAssignment.applicationId, applicationId),
							eq(reviewAssignment.personId, person),
							isNull(reviewAssignment.endedAt),
							'assignment' in key ? eq(reviewAssignment.id, key.assignment) : undefined,
						),
					)
					.orderBy(asc(reviewAssignment.at))
			: [];
	const call = standing && rows.length > 0 ? await callForReview(ctx, standing.application.callId) : undefined;
	const placed = rows
		.map((row) => ({ row, place: call?.stages.findIndex(({ stage }) => stage.id === row.stageId) ?? -1 }))
		.filter(({ place }) => place >= 0 && place <= (standing?.at ?? -1))
		.sort((a, b) => b.place - a.place);
	const [best] = placed;
	const stage = best && call?.stages[best.place]?.stage;
	if (!standing || !call || !best || !stage || !('criteria' in stage)) {
		if (standing && !own && actor.kind === 'person') await noteTry(ctx, actor, standing);
		throw notFound();
	}
	const here = best.place === standing.at;
	const { state } = standing.application;
	const phases = phasesAt(
		stage,
		best.place === 0,
		{ zone: call.zone, closesAt: call.graceEndsAt, cohorts: call.settings.cohorts },
		{ state, cohort: standing.application.cohort, here },
		ctx.clock.edition.now(),
	);
	const { id, revision, draft } = best.row;
	return { id, revision, draft, standing, call, stage, phases, time: phases.scoring };
}

/** The application that a key leads to, whosever it is; a word that is no id where there is none. */
async function applicationOf(ctx: Context, key: ReviewKey): Promise<string> {
	if ('application' in key) return key.application;
	const [row] = await ctx.db
		.select({ application: reviewAssignment.applicationId })
		.from(reviewAssignment)
		.where(eq(reviewAssignment.id, key.assignment));
	return row?.application ?? '';
}

/** A member of a panel of this call tried to see what is not his: once for each person and application in the ledger. */
async function noteTry(ctx: Context, actor: Actor & { kind: 'person' }, standing: StandingApplication): Promise<void> {
	const { id, callId, editionId } = standing.application;
	const insider = actor.relations.some(
		({ relation, on, id: object }) =>
			(relation === 'reviewer' || relation === 'juror') &&
			((on === 'stage' && object.startsWith(`${callId}:`)) ||
				(on === 'call' && object === callId) ||
				(on === 'edition' && object === editionId)),
	);
	if (!insider) return;
	const [known] = await ctx.db
		.select({ id: ledgerEvent.id })
		.from(ledgerEvent)
		.where(
			and(
				eq(ledgerEvent.subjectType, 'application'),
				eq(ledgerEvent.subjectId, id),
				eq(ledgerEvent.action, 'denied'),
				sql`${ledgerEvent.actor} = ${`person:${actor.personId}`}`,
			),
		)
		.limit(1);
	if (known) return;
	await record(ctx, actor, {
		action: 'denied',
		subject: { type: 'application', id },
		scope: standing.scope,
		data: { action: 'review.score' },
	});
}
