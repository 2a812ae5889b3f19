import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { type CallForReview, readableEntries } from '#modules/calls/server/index.ts';
import type { Affinity } from '../../affinity/affinity.ts';
import { textAffinity } from '../../affinity/text-affinity.ts';
import { defaultWeights, fitOf, type FitWeights, sharedKeywords } from '../../pair-score.ts';
import { affinityReader, isAbout, publicationPaper, submissionPaper } from '../../submission-text.ts';
import type { ScoredStage } from '../stage-at.ts';
import { publicationsOf } from './affinities.ts';
import { type Exclusion, exclusions, periodOf, readPairs, scorePairs } from './pair-scores.ts';

/** What in the texts brings two together. */
export interface TextReasons {
	/** Terms that the submission shares with the publications, the weightiest first. */
	terms: string[];
	/** The publication that fits best. */
	best: { title: string; year?: number | undefined } | undefined;
}

/** Why somebody does or does not fit a submission. */
export interface PairReasons extends TextReasons {
	/** Null: no candidate. */
	score: number | null;
	excluded: Exclusion | null;
	/** Without the bid, 0 to 1. */
	fit: number;
	/** 0 to 1; null where nothing can be said. */
	text: number | null;
	topic: number | null;
	bid: number;
	/** Whether the track is one of his, and the keywords that both name. */
	track: boolean;
	keywords: string[];
}

/**
 * Why one reviewer fits some submissions, from their texts: by the id of the submission. One query for each of publications,
 * forms and submissions.
 * @param learnt from `affinitiesOf`
 */
export async function textReasons(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	of: { person: string; applications: readonly string[]; learnt: unknown },
	provider: Affinity = textAffinity as Affinity,
): Promise<Map<string, TextReasons>> {
	const publications = (await publicationsOf(ctx, call.scope, [of.person])).get(of.person) ?? [];
	const entries = await readableEntries(ctx, call, stageId, affinityReader, isAbout, of.applications);
	const papers = entries.map(({ form, answers }) => submissionPaper(form, answers));
	const reasons = await provider.explain(of.learnt, papers, publications.map(publicationPaper));
	return new Map(
		entries.map(({ id }, at) => {
			const found = reasons[at];
			const best = found?.best && publications[found.best.publication];
			return [id, { terms: found?.terms ?? [], best: best && { title: best.title, year: best.year } }];
		}),
	);
}

/**
 * Why a pair has the score that it has. A constant number of queries.
 * @throws Refusal `not-found` when one of them has no part in this stage
 */
export async function whyPair(
	ctx: Context,
	call: CallForReview,
	stageId: string,
	pair: { application: string; person: string },
	weights: FitWeights = defaultWeights,
): Promise<PairReasons> {
	const stage = call.stages.find((one) => one.stage.id === stageId)?.stage as ScoredStage | undefined;
	const read = await readPairs(ctx, call, stageId);
	const period = stage && periodOf(ctx, call, stage);
	const all = scorePairs(read, { load: stage?.load, period }, weights);
	const row = all.people.findIndex(({ personId }) => personId === pair.person);
	const column = all.applications.findIndex(({ id }) => id === pair.application);
	const reviewer = read.reviewers[row];
	const submission = all.applications[column];
	if (!reviewer || !submission) throw notFound();
	const at = row * all.applications.length + column;
	const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
	const parts = { text: all.texts[at] as number, topic: all.topics[at] as number };
	const reasons = await textReasons(ctx, call, stageId, {
		person: pair.person,
		applications: [pair.application],
		learnt: read.affinities.learnt,
	});
	return {
		...(reasons.get(pair.application) ?? { terms: [], best: undefined }),
		score: known(all.scores[at]),
		excluded: (exclusions[all.excluded[at] ?? 0] || null) as Exclusion | null,
		fit: fitOf(parts, weights),
		text: known(parts.text),
		topic: known(parts.topic),
		bid: all.bids[at] ?? 0,
		track: submission.track !== null && reviewer.tracks.includes(submission.track),
		keywords: sharedKeywords(reviewer.keywords, submission.keywords),
	};
}
