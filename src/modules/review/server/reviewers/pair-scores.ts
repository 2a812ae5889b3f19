import { and, eq } from 'drizzle-orm';
import { dayOf } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import type { CallForReview } from '#modules/calls/server/index.ts';
import { refusesNearlyAll } from '../../bid.ts';
import { holds } from '../../conflict.ts';
import { defaultWeights, type FitWeights, pairScore, scaledText, textScale, topicMatch } from '../../pair-score.ts';
import { availableDays, mainRole, type ReviewerRole, reviewsTrack } from '../../reviewer.ts';
import { conflictsOf } from '../conflicts/index.ts';
import { panelOf } from '../panel.ts';
import { reviewBid } from '../reviewer-tables.ts';
import type { ScoredStage } from '../stage-at.ts';
import { type Affinities, affinitiesOf } from './affinities.ts';
import { type KnownReviewer, knownReviewers, type MatchedSubmission, submissionsToMatch } from './matching.ts';

/** Why somebody is no candidate for a submission. */
export const exclusions = ['', 'conflict', 'track', 'language', 'away'] as const;
export type Exclusion = Exclude<(typeof exclusions)[number], ''>;

/** A member of a panel as whoever assigns needs him. */
export interface Candidate {
	personId: string;
	role: ReviewerRole;
	/** Stands by for emergencies: no regular run gives him anything. */
	emergency: boolean;
	/** What he wishes, else what the stage says; null: nothing limits it. */
	minLoad: number | null;
	maxLoad: number | null;
	/** He bids 'no' on nearly everything: look at him; his 'no' counts like 'in a pinch'. */
	refusesNearlyAll: boolean;
	/** Nothing is known of what he knows: neither topics nor publications. */
	unknown: boolean;
}

/** Every pair of a stage. Matrices lie by person, then application: `person * applications.length + application`. */
export interface PairScores {
	people: Candidate[];
	applications: MatchedSubmission[];
	/** 0 to 1 + the weight of bids; NaN where the person is no candidate. */
	scores: Float32Array;
	/** Affinity of texts and match of topics, 0 to 1; NaN where nothing can be said. */
	texts: Float32Array;
	topics: Float32Array;
	/** 2 eager, 1 willing, 0 nothing said, -1 in a pinch, -2 no. */
	bids: Int8Array;
	/** Why he is no candidate, as a place in `exclusions`; 0: he is one. */
	excluded: Uint8Array;
	weights: FitWeights;
}

/** What is read for the scores of a stage. A constant number of queries; three more when affinities are measured again. */
export async function readPairs(ctx: Context, call: CallForReview, stageId: string) {
	const panel = await panelOf(ctx, call, stageId);
	const reviewers = await knownReviewers(ctx, call, panel);
	const submissions = await submissionsToMatch(ctx, call, stageId);
	const affinities = await affinitiesOf(ctx, call, stageId, reviewers, submissions);
	const conflicts = (await conflictsOf(ctx, call.callId)).filter(({ state }) => holds(state));
	const bids = await ctx.db
		.select({ person: reviewBid.personId, application: reviewBid.applicationId, value: reviewBid.value })
		.from(reviewBid)
		.where(and(eq(reviewBid.callId, call.callId), eq(reviewBid.stageId, stageId)));
	return { reviewers, submissions, affinities, conflicts, bids };
}

/**
 * How well every member of a panel fits every submission that waits at a stage: from texts, topics and bids. A constant
 * number of queries.
 */
export async function pairScores(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	weights: FitWeights = defaultWeights,
): Promise<PairScores> {
	const stage = call.stages.find((one) => one.stage.id === stageId)?.stage as ScoredStage | undefined;
	const { reviewers, submissions, affinities, conflicts, bids } = await readPairs(ctx, call, stageId);
	return scorePairs(
		{ reviewers, submissions, affinities, conflicts, bids },
		{ load: stage?.load, period: stage ? periodOf(ctx, call, stage) : undefined },
		weights,
	);
}

/** First and last day of a stage, in the zone of its call; undefined when it never closes. */
export function periodOf(
	ctx: Context,
	call: Pick<CallForReview, 'zone'>,
	stage: Pick<ScoredStage, 'opens' | 'closes'>,
): { from: string; to: string } | undefined {
	if (stage.closes === undefined) return undefined;
	const closes = instantOf(stage.closes, call.zone, 'end') - 1;
	const opens = stage.opens === undefined ? ctx.clock.edition.now() : instantOf(stage.opens, call.zone, 'start');
	return { from: dayOf(Math.min(opens, closes), call.zone), to: dayOf(closes, call.zone) };
}

/** The scores from what was read. Pure. */
export function scorePairs(
	read: {
		reviewers: readonly KnownReviewer[];
		submissions: readonly MatchedSubmission[];
		affinities: Pick<Affinities, 'of' | 'values'>;
		conflicts: readonly { person: string; application: string }[];
		bids: readonly { person: string; application: string; value: number }[];
	},
	stage: {
		load?: { min?: number | undefined; max: number } | undefined;
		period?: { from: string; to: string } | undefined;
	},
	weights: FitWeights,
): PairScores {
	const { reviewers, submissions } = read;
	const width = submissions.length;
	const size = reviewers.length * width;
	const rows = new Map(reviewers.map(({ personId }, at) => [personId, at]));
	const columns = new Map(submissions.map(({ id }, at) => [id, at]));
	const place = (person: string, application: string) => {
		const row = rows.get(person);
		const column = columns.get(application);
		return row === undefined || column === undefined ? undefined : row * width + column;
	};
	const excluded = new Uint8Array(size);
	for (const { person, application } of read.conflicts) {
		const at = place(person, application);
		if (at !== undefined) excluded[at] = exclusions.indexOf('conflict');
	}
	const bids = new Int8Array(size);
	for (const { person, application, value } of read.bids) {
		const at = place(person, application);
		if (at !== undefined) bids[at] = value;
	}
	const scale = textScale(read.affinities.values);
	const [scores, texts, topics] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
	const people = reviewers.map((reviewer, row): Candidate => {
		const own = bids.subarray(row * width, (row + 1) * width);
		const free = own.filter((_, column) => excluded[row * width + column] === 0);
		const weakNo = refusesNearlyAll(
			[...free].filter((value) => value !== 0),
			free.length,
		);
		const away = stage.period !== undefined && availableDays(reviewer, stage.period.from, stage.period.to) === 0;
		let known = reviewer.tracks.length > 0 || reviewer.keywords.length > 0;
		for (const [column, submission] of submissions.entries()) {
			const at = row * width + column;
			texts[at] = scaledText(read.affinities.of(reviewer.personId, submission.id), scale);
			topics[at] = topicMatch(reviewer, submission);
			known ||= !Number.isNaN(texts[at]);
			if (excluded[at] === 0) {
				if (!reviewsTrack(reviewer.roles, submission.track)) excluded[at] = exclusions.indexOf('track');
				else if (!reads(reviewer, submission)) excluded[at] = exclusions.indexOf('language');
				else if (away) excluded[at] = exclusions.indexOf('away');
			}
			const parts = { text: texts[at] as number, topic: topics[at] as number, bid: bids[at] as number, weakNo };
			scores[at] = excluded[at] === 0 ? pairScore(parts, weights) : Number.NaN;
		}
		const role = mainRole(reviewer.roles);
		const maxLoad = reviewer.loadMax ?? stage.load?.max ?? null;
		const minLoad = reviewer.loadMin ?? stage.load?.min ?? null;
		return {
			personId: reviewer.personId,
			role,
			emergency: role === 'emergency',
			// A wish for few goes before what the stage asks of everybody.
			minLoad: minLoad !== null && maxLoad !== null ? Math.min(minLoad, maxLoad) : minLoad,
			maxLoad,
			refusesNearlyAll: weakNo,
			unknown: !known,
		};
	});
	return { people, applications: [...submissions], scores, texts, topics, bids, excluded, weights };
}

/** Whether somebody reviews in the language of a submission; where either says nothing, he does. */
function reads(reviewer: Pick<KnownReviewer, 'languages'>, submission: Pick<MatchedSubmission, 'language'>): boolean {
	const { language } = submission;
	if (language === null || reviewer.languages.length === 0) return true;
	const base = (tag: string) => tag.split('-')[0]?.toLowerCase();
	return reviewer.languages.some((one) => base(one) === base(language));
}
