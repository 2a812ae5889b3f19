import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { PairColumns, ProblemInput } from '#solvers/assignment/index.ts';
import type { RunOptions } from '../../assigning.ts';
import { fitOf } from '../../pair-score.ts';
import { assigningLock } from '../assigning-tables.ts';
import { type PairScores, pairScores } from '../reviewers/index.ts';
import type { StageAt } from '../stage-at.ts';
import { reviewAssignment, reviewScore } from '../tables.ts';

/** Scores of pairs go to the solver as whole numbers: ten-thousandths of a point scale of 0 to 100. */
export const scoreScale = 1_000_000;

/** A stage as the solver needs it, and the way back to people and applications. */
export interface Gathered {
	input: ProblemInput;
	scores: PairScores;
	/** Assigned already and kept, as places; `counts`: it is one of those the application needs. */
	kept: { paper: number; reviewer: number; counts: boolean }[];
	/** How many reviewers each application still needs. */
	needed: Int32Array;
	locks: { paper: number; reviewer: number }[];
	lostLocks: number;
	/** Score of a pair, whole; 0 where he is no candidate. */
	worth(paper: number, reviewer: number): number;
	/** Whether he knows the field of the application, 0 to 1. */
	knowledge(paper: number, reviewer: number): number;
	paperOf: ReadonlyMap<string, number>;
	reviewerOf: ReadonlyMap<string, number>;
}

/**
 * Everything a run keeps to: how well people fit, who must not (conflicts, tracks, languages, absence), what is assigned
 * already, locks, and the loads that people wish. A constant number of queries.
 */
export async function gather(ctx: Context, { call, stage }: StageAt, options: RunOptions): Promise<Gathered> {
	const scores = await pairScores(ctx, call, stage.id, options.weights);
	const { people, applications } = scores;
	const width = applications.length;
	const paperOf = new Map(applications.map(({ id }, at) => [id, at]));
	const reviewerOf = new Map(people.map(({ personId }, at) => [personId, at]));
	const present = await presentPairs(ctx, call.callId, stage.id);
	const rows = await ctx.db
		.select({
			application: assigningLock.applicationId,
			person: assigningLock.personId,
			kind: assigningLock.kind,
		})
		.from(assigningLock)
		.where(and(eq(assigningLock.callId, call.callId), eq(assigningLock.stageId, stage.id)));
	const needed = new Int32Array(width).fill(options.perPaper);
	const max = Int32Array.from(people, ({ maxLoad }) => Math.min(maxLoad ?? options.maxLoad, options.maxLoad));
	const min = Int32Array.from(people, ({ minLoad, emergency }, j) =>
		emergency ? 0 : Math.min(max[j] as number, Math.max(minLoad ?? 0, options.minLoad)),
	);
	const taken = new Set<number>();
	const kept: Gathered['kept'] = [];
	for (const { application, person, counts } of present) {
		const paper = paperOf.get(application);
		if (paper === undefined) continue;
		const reviewer = reviewerOf.get(person);
		if (counts) needed[paper] = Math.max(0, (needed[paper] as number) - 1);
		if (reviewer === undefined) continue;
		taken.add(reviewer * width + paper);
		max[reviewer] = Math.max(0, (max[reviewer] as number) - 1);
		min[reviewer] = Math.max(0, (min[reviewer] as number) - 1);
		kept.push({ paper, reviewer, counts });
	}
	const locks: Gathered['locks'] = [];
	const forbidden = new Set<number>();
	let lostLocks = 0;
	for (const { application, person, kind } of rows) {
		const paper = paperOf.get(application);
		const reviewer = reviewerOf.get(person);
		const at = paper === undefined || reviewer === undefined ? -1 : reviewer * width + paper;
		if (kind === 'forbid') forbidden.add(at);
		else if (at < 0 || scores.excluded[at] !== 0) lostLocks++;
		else if (!taken.has(at)) locks.push({ paper: paper as number, reviewer: reviewer as number });
	}
	const worth = (paper: number, reviewer: number) => {
		const score = scores.scores[reviewer * width + paper] as number;
		return Number.isNaN(score) ? 0 : Math.round(score * scoreScale);
	};
	const locked = new Set(locks.map(({ paper, reviewer }) => reviewer * width + paper));
	const candidates: [number, number][] = [];
	for (const [reviewer, { emergency }] of people.entries()) {
		for (let paper = 0; paper < width; paper++) {
			const at = reviewer * width + paper;
			if (scores.excluded[at] !== 0 || taken.has(at) || forbidden.has(at)) continue;
			if (!emergency || locked.has(at)) candidates.push([paper, reviewer]);
		}
	}
	return {
		input: {
			papers: width,
			reviewers: people.length,
			demand: needed,
			min,
			max,
			scores: {
				...columns(candidates),
				score: Float64Array.from(candidates, ([paper, reviewer]) => worth(paper, reviewer)),
			},
			locks: columns(locks.map(({ paper, reviewer }) => [paper, reviewer])),
		},
		scores,
		kept,
		needed,
		locks,
		lostLocks,
		worth,
		knowledge: (paper, reviewer) => {
			const at = reviewer * width + paper;
			return fitOf({ text: scores.texts[at] as number, topic: scores.topics[at] as number }, options.weights);
		},
		paperOf,
		reviewerOf,
	};
}

function columns(pairs: readonly (readonly [number, number])[]): PairColumns {
	return {
		paper: Int32Array.from(pairs, ([paper]) => paper),
		reviewer: Int32Array.from(pairs, ([, reviewer]) => reviewer),
	};
}

/** Who is assigned at a stage now; whoever answered that he is not competent leaves his place free. Two queries. */
async function presentPairs(ctx: Context, callId: string, stageId: string) {
	const rows = await ctx.db
		.select({
			id: reviewAssignment.id,
			application: reviewAssignment.applicationId,
			person: reviewAssignment.personId,
		})
		.from(reviewAssignment)
		.where(
			and(eq(reviewAssignment.callId, callId), eq(reviewAssignment.stageId, stageId), isNull(reviewAssignment.endedAt)),
		);
	const answered = await ctx.db
		.selectDistinctOn([reviewScore.assignmentId], {
			assignment: reviewScore.assignmentId,
			notCompetent: reviewScore.notCompetent,
		})
		.from(reviewScore)
		.where(
			inArray(
				reviewScore.assignmentId,
				rows.map(({ id }) => id),
			),
		)
		.orderBy(reviewScore.assignmentId, sql`${reviewScore.position} desc`);
	const free = new Set(answered.filter(({ notCompetent }) => notCompetent).map(({ assignment }) => assignment));
	return rows.map(({ id, application, person }) => ({ application, person, counts: !free.has(id) }));
}
