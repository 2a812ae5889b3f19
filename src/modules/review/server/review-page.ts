import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { criteriaFor, reviewerView } from '#modules/calls/reviewer-view.ts';
import { contentsOf } from '#modules/calls/server/index.ts';
import { reviewerOf } from '#modules/calls/visibility.ts';
import type { StagePhases } from '../phases.ts';
import { computedPoints, type Points } from '../score.ts';
import type { ScoringTime } from '../scoring-time.ts';
import type { Written } from '../written.ts';
import { type Attested, attestedTo } from './attested.ts';
import { standingText } from './hand-in.ts';
import { openAssignment, type ReviewKey } from './open-assignment.ts';
import { type ReviewVersion, versionsOf } from './own-versions.ts';
import { type PeerReview, peerReviews } from './peer-reviews.ts';
import { withoutFileIds } from './review-files.ts';
import { assignedScores, totalOfScore } from './scores.ts';
import { type Shown, shownOf } from './shown-application.ts';
import type { ScoredStage } from './stage-at.ts';

export type ReviewPage = Shown & ReviewOf;

interface ReviewOf {
	/** The only id that a reviewer knows: his own, of nobody else. */
	assignment: string;
	number: string;
	call: { slug: string; title: Partial<Bilingual>; zone: string; editionId: string | null };
	stage: Pick<
		ScoredStage,
		| 'id'
		| 'kind'
		| 'label'
		| 'criteria'
		| 'comments'
		| 'fields'
		| 'confidence'
		| 'notCompetent'
		| 'subReviewers'
		| 'blind'
		| 'reviewerNames'
		| 'scoreVisibility'
		| 'method'
	> & { rebuts: boolean };
	/** What others have said of it by their links. */
	attested: Attested[];
	/** Points of the criteria that follow from answers. */
	computed: Points;
	phases: StagePhases;
	/** When scores are taken: `phases.scoring`. */
	time: ScoringTime;
	revision: number;
	/** What stands in the form: what is being written, else what was handed in. */
	written: Written;
	/** What was handed in last. */
	own: { total: number | null; at: number; version: number; notCompetent: boolean } | null;
	/** All that was handed in, the newest first. */
	versions: ReviewVersion[];
	/** Something is written that was not handed in. */
	drafted: boolean;
	/** A newer version of the application came since it was scored. */
	changedSince: boolean;
	/** Null where the stage does not show the reviews of others (yet). */
	others: PeerReview[] | null;
}

/**
 * An application as somebody reads it who scores it, with his own review and what the stage lets him see of the others.
 * A constant number of queries. @throws Refusal `signed-out`, `not-found`
 */
export async function reviewPage(
	ctx: Context,
	actor: Actor,
	input: ReviewKey & { locale?: Locale },
): Promise<ReviewPage> {
	const locale = input.locale ?? 'en';
	const open = await openAssignment(ctx, actor, input);
	const { standing, call } = open;
	const { application } = standing;
	const { form, answers } = await contentsOf(ctx, application);
	// Points that follow from who applied would tell a blind reader of it.
	const stage = { ...open.stage, criteria: criteriaFor(open.stage.criteria, form, reviewerOf(open.stage)) };
	const scores = await assignedScores(ctx, { application: application.id });
	const here = scores.filter((one) => one.stage === stage.id);
	const own = here.find(({ assignment }) => assignment === open.id)?.score ?? null;
	const attested = await attestedTo(ctx, application.id, stage);
	const { id, kind, label, criteria, comments, fields, confidence, notCompetent } = stage;
	const { subReviewers, blind, reviewerNames, scoreVisibility, method } = stage;
	return {
		assignment: open.id,
		number: standing.number,
		...shownOf(reviewerView(stage, { form, answers, title: application.title, number: standing.number })),
		call: { slug: call.slug, title: call.title, zone: call.zone, editionId: call.editionId },
		stage: {
			...{ id, kind, label, criteria, comments, fields, confidence, notCompetent },
			...{ subReviewers, blind, reviewerNames, scoreVisibility, method },
			rebuts: stage.rebuttal !== undefined,
		},
		attested: attested.map((said, place) => ({
			...said,
			answers: withoutFileIds(said.form, said.answers, `${place}.`),
		})),
		computed: computedPoints(criteria, answers),
		phases: open.phases,
		time: open.time,
		revision: open.revision,
		written: standingText(open.draft, own),
		own: own && {
			total: totalOfScore(criteria, own, answers),
			at: own.at,
			version: own.version,
			notCompetent: own.notCompetent,
		},
		versions: await versionsOf(ctx, open.id, stage, answers, locale),
		drafted: open.draft !== null,
		changedSince: own !== null && own.version < application.version,
		others: await peerReviews(ctx, { ...open, stage }, { personId: personOf(actor) as string, locale }, here, answers),
	};
}
