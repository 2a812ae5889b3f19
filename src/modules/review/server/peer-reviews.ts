import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { answersFor, formFor, type Reader } from '#modules/calls/visibility.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type Sight, panelSees } from '../phases.ts';
import type { Points } from '../score.ts';
import { questionsOf } from '../written.ts';
import { isAllIn } from './all-in.ts';
import type { OpenAssignment } from './open-assignment.ts';
import { reviewerLetters } from './reviewer-letters.ts';
import { type AssignedScore, type HandedIn, shownPoints, totalOfScore } from './scores.ts';

/** A review of another member of the panel, as far as the stage lets it be seen. */
export interface PeerReview {
	/** A name where the stage names its reviewers to each other, otherwise null. */
	name: string | null;
	/** By which he goes for this reader, at this application only. */
	letter: string;
	notCompetent: boolean;
	total: number | null;
	points: Points;
	confidence: number | null;
	/** To the panel. */
	comment: string;
	/** The questions that the panel may read the answers to. */
	form: Form;
	answers: Answers;
}

/** As the panel reads the answers of a review. */
const panel: Reader = { circle: 'reviewers', addresses: [] };

/**
 * What somebody sees of the others' reviews of the application he was asked to score, in the order of their letters (or
 * names): neither the order nor a time tells who came first. Null where the stage shows none (yet). Four queries at most.
 * @param here who is assigned to this application at this stage
 */
export async function peerReviews(
	ctx: Context,
	open: OpenAssignment,
	reader: { personId: string; locale: Locale },
	here: readonly AssignedScore[],
	/** The answers of the application, for points that follow from them. */
	answers: Answers,
): Promise<PeerReview[] | null> {
	const { stage, call, standing, phases } = open;
	const own = here.find(({ assignment }) => assignment === open.id)?.score;
	const hasScored = own !== undefined && own !== null && !own.notCompetent;
	const needsAll = stage.scoreVisibility === 'when-all-in' && !phases.closed;
	const allIn = needsAll ? await isAllIn(ctx, call, stage.id) : false;
	const sight = panelSees(stage, phases, { hasScored, allIn });
	if (!sight.scores && !sight.texts) return null;
	const others = here.filter(({ assignment, score }) => assignment !== open.id && score !== null);
	const application = standing.application.id;
	const letters = (
		await reviewerLetters(ctx, {
			call: call.callId,
			stage: stage.id,
			// Where they discuss it, all of the panel read the same letters, so that they can speak of each other.
			reader: stage.discussion ? 'panel' : reader.personId,
			applications: [application],
		})
	).get(application);
	const people = sight.names
		? await readPeople(
				ctx,
				others.map(({ person }) => person),
			)
		: new Map();
	return others
		.flatMap(({ person, score }) => {
			const record = people.get(person);
			const name = record ? displayName(record.names, reader.locale) : null;
			return score ? [shown(score, sight, { name, letter: letters?.get(person) ?? '' }, stage, answers)] : [];
		})
		.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || a.letter.localeCompare(b.letter));
}

function shown(
	score: HandedIn,
	sight: Sight,
	who: { name: string | null; letter: string },
	stage: OpenAssignment['stage'],
	answers: Answers,
): PeerReview {
	const form = questionsOf({ fields: score.fields });
	return {
		...who,
		notCompetent: score.notCompetent,
		total: sight.scores ? totalOfScore(stage.criteria, score, answers) : null,
		points: sight.scores ? shownPoints(stage.criteria, score.points) : {},
		confidence: sight.scores ? score.confidence : null,
		// What somebody said on not being competent is to the organisers.
		comment: sight.texts && !score.notCompetent ? (score.comments['to-panel'] ?? '') : '',
		form: formFor(form, panel),
		answers: sight.texts ? answersFor(form, score.answers, panel) : {},
	};
}
