import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { contentsOf } from '#modules/calls/server/index.ts';
import { answersFor, formFor, type Reader } from '#modules/calls/visibility.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { applicantSees, type Sight } from '../../phases.ts';
import { computedPoints } from '../../score.ts';
import { questionsOf } from '../../written.ts';
import { isStageSecret } from '../all-in.ts';
import { reviewerLetters } from '../reviewer-letters.ts';
import { assignedScores, totalOfScore } from '../scores.ts';
import type { ScoredStage } from '../stage-at.ts';
import type { OpenRebuttal } from './open-rebuttal.ts';

/** A review as those read it whose application it is of. */
export interface ShownReview {
	/** By which it goes for them, at this application only. */
	letter: string;
	/** Where a stage names its reviewers with the decision, and it was made known. */
	name: string | null;
	/** The text to them. */
	text: string;
	/** The questions whose answers are for everybody. */
	form: Form;
	answers: Answers;
	/** By criterion, where the stage shows points. */
	points: { id: string; label: Bilingual; points: number | null; max: number }[] | null;
	total: number | null;
}

/** Applicants read what everybody may. */
const everybody: Reader = { circle: 'public', addresses: [] };

/** A stage of an application, with what its applicants may see of it and whether they were told its outcome. */
export interface SeenStage extends Pick<OpenRebuttal, 'standing' | 'call' | 'told'> {
	stage: ScoredStage;
	sight: Sight;
}

/** The reviews that are answered, as applicants see them now: null while they see none. A constant number of queries. */
export async function reviewsShown(ctx: Context, open: OpenRebuttal, locale: Locale): Promise<ShownReview[] | null> {
	const sight = applicantSees(open.stage, { rebuttal: open.window }, open.told);
	return reviewsOfStage(ctx, { ...open, sight }, locale);
}

/**
 * The reviews of an application as its applicants see them, in the order of letters that are drawn for them alone: neither
 * order, nor an id, nor a time tells who wrote which. The one door by which they get them: null while they see none, and,
 * where scores are secret until all are in, until then. A constant number of queries.
 */
export async function reviewsOfStage(
	ctx: Context,
	{ standing, call, stage, told, sight }: SeenStage,
	locale: Locale,
): Promise<ShownReview[] | null> {
	if (!sight.texts) return null;
	if (!told && (await isStageSecret(ctx, call, stage))) return null;
	const application = standing.application.id;
	const scores = (await assignedScores(ctx, { application })).filter((one) => one.stage === stage.id);
	const letters = (
		await reviewerLetters(ctx, { call: call.callId, stage: stage.id, reader: 'applicant', applications: [application] })
	).get(application);
	const { answers } = await contentsOf(ctx, standing.application);
	const computed = computedPoints(stage.criteria, answers);
	const people = await readPeople(
		ctx,
		scores.map(({ person }) => person),
	);
	return scores
		.flatMap(({ person, score }): ShownReview[] => {
			if (!score || score.notCompetent) return [];
			const form = questionsOf({ fields: score.fields });
			const record = people.get(person);
			return [
				{
					letter: letters?.get(person) ?? '',
					name: sight.names && record ? displayName(record.names, locale) : null,
					text: score.comments['to-applicant'] ?? '',
					form: formFor(form, everybody),
					answers: answersFor(form, score.answers, everybody),
					points: sight.scores
						? stage.criteria.map(({ id, label, max }) => ({
								id,
								label,
								points: score.points[id] ?? computed[id] ?? null,
								max,
							}))
						: null,
					total: sight.scores ? totalOfScore(stage.criteria, score, answers) : null,
				},
			];
		})
		.sort((a, b) => a.letter.localeCompare(b.letter));
}
