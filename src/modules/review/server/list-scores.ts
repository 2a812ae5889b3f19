import { and, desc, eq, isNull } from 'drizzle-orm';
import { type Actor, can, closedTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import {
	applicationSubject,
	type CallForReview,
	callSubject,
	callsForReview,
	type ListScore,
	type ListScores,
	type ScoreDoor,
	type StageEntry,
	type StoredCall,
	stageEntries,
} from '#modules/calls/server/index.ts';
import { withOwnTracks } from './decisions/decision-table.ts';
import { isRankingSecret, isScored, rankStage } from './rank.ts';
import { fieldsOf, totalOfScore } from './scores.ts';
import type { StageAt } from './stage-at.ts';
import { reviewAssignment, reviewScore } from './tables.ts';

/** What reviews come to, for lists of applications: the same as in the tables of decisions, for the same people. */
export const listScores: ScoreDoor = { readable, read };

function readable(ctx: Context, actor: Actor, calls: readonly StoredCall[]): string[] {
	const reads = (stored: StoredCall) => {
		const place = { scope: stored.editionId ?? stored.callId, subject: callSubject(stored) };
		return can(actor, 'review.read', withOwnTracks(actor, place), ctx.clock) === 'yes';
	};
	return calls.filter((stored) => stored.call.stages.some(isScored) && reads(stored)).map(({ callId }) => callId);
}

/**
 * What the reviews of each application come to, at the last scored stage that it has come to. While that one is secret it
 * has none; in what somebody has a stake in he finds none. Queries by calls and stages, however many applications there are.
 */
async function read(
	ctx: Context,
	actor: Actor,
	{ calls, rank }: { calls: readonly string[]; rank: boolean },
): Promise<ListScores> {
	const found = new Map<string, ListScore>();
	for (const call of await callsForReview(ctx, calls)) {
		for (const [place, { stage }] of call.stages.entries()) {
			if (!isScored(stage)) continue;
			const at = { call, stage, place };
			const secret = await isRankingSecret(ctx, at);
			const { entries, scores } =
				rank && !secret ? await ranked(ctx, actor, at) : await counted(ctx, actor, at, secret);
			for (const entry of entries) {
				const score = secret || !mayRead(ctx, actor, call, entry) ? undefined : scores.get(entry.id);
				// What an earlier stage said of it counts no more here.
				if (score) found.set(entry.id, score);
				else found.delete(entry.id);
			}
		}
	}
	return found;
}

function mayRead(ctx: Context, actor: Actor, call: CallForReview, entry: StageEntry): boolean {
	return can(actor, 'review.read', applicationSubject({ ...call, ...entry }), ctx.clock) === 'yes';
}

interface StageScores {
	entries: StageEntry[];
	scores: Map<string, ListScore>;
}

/** With places: all scores are adjusted for who gave them. */
async function ranked(ctx: Context, actor: Actor, at: StageAt): Promise<StageScores> {
	const { entries, assigned, aggregates } = await rankStage(ctx, at, actor);
	const awaited = new Map<string, number>();
	for (const { application, score } of assigned)
		if (!score) awaited.set(application, (awaited.get(application) ?? 0) + 1);
	const scores = aggregates.map(({ application, n, rawMean, rank }): [string, ListScore] => [
		application,
		{ score: rawMean, reviews: n, expected: n + (awaited.get(application) ?? 0), rank },
	]);
	return { entries, scores: new Map(scores) };
}

/** Means and counts alone: of each review no more is read than its points. Two queries. */
async function counted(ctx: Context, actor: Actor, { call, stage }: StageAt, secret: boolean): Promise<StageScores> {
	const entries = await stageEntries(ctx, call, stage.id, fieldsOf(stage.criteria), closedTo(actor));
	if (secret) return { entries, scores: new Map() };
	const rows = await ctx.db
		.selectDistinctOn([reviewAssignment.id], {
			application: reviewAssignment.applicationId,
			points: reviewScore.points,
			notCompetent: reviewScore.notCompetent,
		})
		.from(reviewAssignment)
		.leftJoin(reviewScore, eq(reviewScore.assignmentId, reviewAssignment.id))
		.where(
			and(
				eq(reviewAssignment.callId, call.callId),
				eq(reviewAssignment.stageId, stage.id),
				isNull(reviewAssignment.endedAt),
			),
		)
		.orderBy(reviewAssignment.id, desc(reviewScore.position));
	const answers = new Map(entries.map((entry) => [entry.id, entry.answers]));
	const totals = new Map<string, { sum: number; n: number; awaited: number }>();
	for (const { application, points, notCompetent } of rows) {
		const own = answers.get(application);
		if (!own) continue;
		const tally = totals.get(application) ?? { sum: 0, n: 0, awaited: 0 };
		totals.set(application, tally);
		if (points === null) {
			tally.awaited += 1;
			continue;
		}
		const total = totalOfScore(stage.criteria, { points, notCompetent: notCompetent ?? false }, own);
		if (total === null) continue;
		tally.sum += total;
		tally.n += 1;
	}
	const scores = entries.map(({ id }): [string, ListScore] => {
		const { sum, n, awaited } = totals.get(id) ?? { sum: 0, n: 0, awaited: 0 };
		return [id, { score: n === 0 ? null : sum / n, reviews: n, expected: n + awaited, rank: null }];
	});
	return { entries, scores: new Map(scores) };
}
