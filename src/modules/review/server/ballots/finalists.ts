import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { type CallForReview, type StageEntry, stageEntries } from '#modules/calls/server/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { placePoint } from '../../ballot.ts';
import { conflictsWith } from '../conflicts/index.ts';
import { type AssignedScore, assignedScores } from '../scores.ts';
import type { ScoredStage } from '../stage-at.ts';
import { reviewAssignment } from '../tables.ts';

/** Somebody who was asked to score at a final, and his ballot. */
export interface Voter {
	person: string;
	/** Asked for all finalists, and in conflict with none: otherwise he does not vote. */
	votes: boolean;
	/** Ids of the finalists, best first; null while his ballot does not name each. */
	order: string[] | null;
}

export interface FinalBallots {
	finalists: StageEntry[];
	voters: Voter[];
	/** Every voter has cast a ballot, or the stage has closed: only then may it be counted. */
	unsealed: boolean;
}

/**
 * The finalists of a stage that is decided by ballots: what is at the stage, and what was when it was asked for.
 * Withdrawn ones are none. One query.
 */
export async function finalistsOf(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	assigned: ReadonlySet<string>,
	closed: readonly string[] = [],
): Promise<StageEntry[]> {
	const entries = await stageEntries(ctx, call, stageId, [], closed);
	return entries.filter(({ id, here, state }) => assigned.has(id) || (here && state === 'submitted'));
}

/**
 * Everybody's ballots of a final, for the server alone: what of it may be shown depends on `unsealed`. A constant number of
 * queries.
 * @param closed applications that are not there for whoever asks
 */
export async function finalBallots(
	ctx: Context,
	call: CallForReview,
	stage: ScoredStage,
	closed: readonly string[] = [],
): Promise<FinalBallots> {
	const assigned = await assignedScores(ctx, { call: call.callId, stages: [stage.id] });
	const all = await finalistsOf(ctx, call, stage.id, new Set(assigned.map(({ application }) => application)));
	const people = Map.groupBy(assigned, ({ person }) => person);
	const conflict = await conflictsWith(ctx, call, {
		applications: all.map(({ id }) => id),
		people: [...people.keys()],
	});
	const voters = [...people].map(([person, own]): Voter => {
		const asked = new Set(own.map(({ application }) => application));
		const votes = all.length > 0 && all.every(({ id }) => asked.has(id) && conflict(id, person) === undefined);
		return { person, votes, order: votes ? orderOf(own, all) : null };
	});
	const over = stage.closes !== undefined && ctx.clock.edition.now() >= instantOf(stage.closes, call.zone, 'end');
	const voting = voters.filter(({ votes }) => votes);
	return {
		finalists: all.filter(({ id }) => !closed.includes(id)),
		voters,
		unsealed: over || (voting.length > 0 && voting.every(({ order }) => order !== null)),
	};
}

/** The finalists by the places on somebody's ballot; null where one has none. */
function orderOf(own: readonly AssignedScore[], finalists: readonly StageEntry[]): string[] | null {
	const places = new Map(own.map(({ application, score }) => [application, score?.points[placePoint]]));
	if (finalists.some(({ id }) => places.get(id) === undefined)) return null;
	return finalists.map(({ id }) => id).sort((a, b) => (places.get(a) as number) - (places.get(b) as number));
}

/** A person's assignments at a stage that hold, by application. One query. */
export async function assignmentsAt(ctx: Context, callId: string, stageId: string, person: string, lock = false) {
	const asked = ctx.db
		.select({
			id: reviewAssignment.id,
			application: reviewAssignment.applicationId,
			revision: reviewAssignment.revision,
		})
		.from(reviewAssignment)
		.where(
			and(
				eq(reviewAssignment.callId, callId),
				eq(reviewAssignment.stageId, stageId),
				eq(reviewAssignment.personId, person),
				isNull(reviewAssignment.endedAt),
			),
		)
		.orderBy(reviewAssignment.id);
	return lock ? asked.for('update') : asked;
}
