import { and, desc, eq, isNull } from 'drizzle-orm';
import { type Actor, can, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { fieldByRole } from '#modules/calls/form.ts';
import { callsForReview, standingApplications, worksOn } from '#modules/calls/server/index.ts';
import { mayRead, reviewerOf } from '#modules/calls/visibility.ts';
import { type Phase, phasesAt } from '../phases.ts';
import type { ScoringTime } from '../scoring-time.ts';
import { reviewAssignment, reviewScore } from './tables.ts';

/** An application that somebody was asked to score. */
export interface ReviewTask {
	/** The id of the assignment: of the application itself a reviewer knows none. */
	assignment: string;
	number: string;
	/** Empty where the form keeps titles from reviewers. */
	title: string;
	state: 'due' | 'begun' | 'done';
	/** When it was last handed in. */
	scoredAt: number | null;
	/** He said that he is not competent: done, and no score. */
	notCompetent: boolean;
	phase: Phase;
	/** Until when a first score is wanted; later ones are taken until the stage closes. */
	dueAt: number | null;
	time: ScoringTime;
}

/** What somebody has to do at one stage of a call. */
export interface ReviewWork {
	call: { slug: string; title: Partial<Bilingual>; zone: string; editionId: string | null };
	stage: { id: string; label: Bilingual; kind: 'review' | 'jury'; method: 'scores' | 'ballots' };
	/** Of what is open, the first instant that is too late, and until when first scores are wanted. */
	closes: number | null;
	dueAt: number | null;
	tasks: ReviewTask[];
}

/**
 * All that a person was asked to score, over all calls: what is due first, then what is done. A constant number of
 * queries. @throws Refusal `signed-out`
 */
export async function myReviews(ctx: Context, actor: Actor): Promise<ReviewWork[]> {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	const rows = await ctx.db
		.selectDistinctOn([reviewAssignment.id], {
			assignment: reviewAssignment.id,
			application: reviewAssignment.applicationId,
			callId: reviewAssignment.callId,
			stage: reviewAssignment.stageId,
			draft: reviewAssignment.draft,
			scoredAt: reviewScore.at,
			notCompetent: reviewScore.notCompetent,
		})
		.from(reviewAssignment)
		.leftJoin(reviewScore, eq(reviewScore.assignmentId, reviewAssignment.id))
		.where(and(eq(reviewAssignment.personId, person), isNull(reviewAssignment.endedAt)))
		.orderBy(reviewAssignment.id, desc(reviewScore.position));
	const own = rows.filter(
		({ application }) => can(actor, 'review.score', { within: { application } }, ctx.clock) === 'yes',
	);
	if (own.length === 0) return [];
	const standing = await standingApplications(
		ctx,
		own.map(({ application }) => application),
	);
	const byId = new Map(standing.map((one) => [one.application.id, one]));
	const calls = await callsForReview(ctx, [...new Set(own.map(({ callId }) => callId))]);
	const now = ctx.clock.edition.now();
	const work: ReviewWork[] = [];
	for (const call of calls) {
		call.stages.forEach(({ stage }, place) => {
			if (!('criteria' in stage)) return;
			const times: ScoringTime[] = [];
			let dueAt: number | null = null;
			const tasks = own
				.filter((row) => row.callId === call.callId && row.stage === stage.id)
				.flatMap((row): ReviewTask[] => {
					const one = byId.get(row.application);
					// His own by now, withdrawn, or taken back to an earlier stage: there is nothing to do with it.
					if (!one || worksOn(actor, one.application) || one.application.state === 'withdrawn' || one.at < place)
						return [];
					const { state, cohort } = one.application;
					const phases = phasesAt(
						stage,
						place === 0,
						{ zone: call.zone, closesAt: call.graceEndsAt, cohorts: call.settings.cohorts },
						{ state, cohort, here: one.at === place },
						now,
					);
					const time = phases.scoring;
					times.push(time);
					if (time.at === 'open') dueAt = phases.dueAt;
					const titled = fieldByRole(one.application.form, 'title');
					const shown = titled && mayRead(titled, reviewerOf(stage));
					return [
						{
							assignment: row.assignment,
							number: one.number,
							title: shown ? one.application.title : '',
							state: row.scoredAt === null ? (row.draft === null ? 'due' : 'begun') : 'done',
							scoredAt: row.scoredAt,
							notCompetent: row.notCompetent ?? false,
							phase: phases.phase,
							dueAt: phases.dueAt,
							time,
						},
					];
				})
				.sort((a, b) => order(a) - order(b) || a.number.localeCompare(b.number, 'en', { numeric: true }));
			if (tasks.length === 0) return;
			const { slug, title, zone, editionId } = call;
			work.push({
				call: { slug, title, zone, editionId },
				stage: { id: stage.id, label: stage.label, kind: stage.kind, method: stage.method },
				closes: times.reduce<number | null>((at, time) => (time.at === 'open' ? time.closes : at), null),
				dueAt,
				tasks,
			});
		});
	}
	return work;
}

function order({ state, time }: ReviewTask): number {
	if (time.at === 'over') return 3;
	return state === 'done' ? 2 : time.at === 'before' ? 1 : 0;
}
