import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { callForReview, contentsOf, standingApplications, toldOutcomes, worksOn } from '#modules/calls/server/index.ts';
import type { Criterion } from '#modules/calls/stage.ts';
import { answersFor, formFor, type Reader } from '#modules/calls/visibility.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { applicantSees, type Sight } from '../phases.ts';
import type { Points } from '../score.ts';
import { questionsOf } from '../written.ts';
import { isStageSecret } from './all-in.ts';
import { windowFor } from './rebuttal/open-rebuttal.ts';
import { reviewerLetters } from './reviewer-letters.ts';
import { type AssignedScore, assignedScores, shownPoints, totalOfScore } from './scores.ts';
import type { ScoredStage } from './stage-at.ts';

/** A review as the applicant reads it. */
export interface ReviewForApplicant {
	/** Only where the stage is open about its reviewers, with the decision. */
	name: string | null;
	letter: string;
	/** Null, and without points, unless he answers reviews with their points. */
	total: number | null;
	points: Points;
	/** To the applicant. */
	comment: string;
	form: Form;
	answers: Answers;
}

export interface StageForApplicant {
	stage: { id: string; label: Bilingual; criteria: Pick<Criterion, 'id' | 'label' | 'max'>[] };
	/** He is to answer them until then, before anything is decided; null: they came with the decision. */
	rebuttalUntil: number | null;
	reviews: ReviewForApplicant[];
}

/** As an applicant reads the answers of a review. */
const reader: Reader = { circle: 'public', addresses: [] };

/**
 * What those who work on an application read of its reviews, by stage: while they may answer them, and from when they were
 * told what became of it at this stage or a later one. Never before, never a score beyond what the stage says, and nothing
 * for anybody else. At most nine queries.
 */
export async function reviewsForApplicant(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale },
): Promise<StageForApplicant[]> {
	const [standing] = await standingApplications(ctx, [input.application]);
	if (!standing || !worksOn(actor, standing.application)) return [];
	const told = (await toldOutcomes(ctx, [input.application])).get(input.application) ?? [];
	const call = await callForReview(ctx, standing.application.callId);
	const shown = call.stages.flatMap(({ stage }, place) => {
		if (!('criteria' in stage)) return [];
		if (place > standing.at) return [];
		// What is decided and not made known must not close, for those who applied, what is open.
		const { window, told: knows } = windowFor(ctx, standing, call, stage, told);
		const sight = applicantSees(stage, { rebuttal: window }, knows);
		const rebuttalUntil = window?.at === 'open' ? window.closes : null;
		return sight.texts ? [{ stage, sight, rebuttalUntil, knows }] : [];
	});
	if (shown.length === 0) return [];
	const all = await assignedScores(ctx, { application: input.application });
	const { answers } = await contentsOf(ctx, standing.application);
	const result: StageForApplicant[] = [];
	for (const { stage, sight, rebuttalUntil, knows } of shown) {
		// Until all are in it is secret from those who are to answer it too.
		if (!knows && (await isStageSecret(ctx, call, stage))) continue;
		const here = all.filter((one) => one.stage === stage.id && one.score && !one.score.notCompetent);
		const letters = await reviewerLetters(ctx, {
			call: call.callId,
			stage: stage.id,
			reader: 'applicant',
			applications: [input.application],
		});
		const people = sight.names
			? await readPeople(
					ctx,
					here.map(({ person }) => person),
				)
			: new Map();
		const reviews = here
			.map((one) => {
				const record = people.get(one.person);
				const name = record ? displayName(record.names, input.locale) : null;
				return shownOf(one, stage, sight, answers, {
					name,
					letter: letters.get(input.application)?.get(one.person) ?? '',
				});
			})
			.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || a.letter.localeCompare(b.letter));
		const { id, label } = stage;
		const criteria = sight.scores ? stage.criteria.map((one) => ({ id: one.id, label: one.label, max: one.max })) : [];
		result.push({ stage: { id, label, criteria }, rebuttalUntil, reviews });
	}
	return result;
}

function shownOf(
	{ score }: AssignedScore,
	stage: ScoredStage,
	sight: Sight,
	answers: Answers,
	who: { name: string | null; letter: string },
): ReviewForApplicant {
	const form = questionsOf({ fields: score?.fields ?? [] });
	return {
		...who,
		total: score && sight.scores ? totalOfScore(stage.criteria, score, answers) : null,
		points: score && sight.scores ? shownPoints(stage.criteria, score.points) : {},
		comment: score?.comments['to-applicant'] ?? '',
		form: formFor(form, reader),
		answers: answersFor(form, score?.answers ?? {}, reader),
	};
}
