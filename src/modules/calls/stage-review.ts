import { z } from 'zod';
import { checkForm } from './form/check-form.ts';
import { bilingualSchema, fieldSchema, localTimeSchema, stableId } from './form.ts';

/*
 * What a review or a jury is beside being a stage: its rubric and questions, who sees what of whom and when, and its
 * phases. All of it is policy that the server keeps; module review applies it.
 */

/** One measure of a rubric, in whole points. */
export const criterionSchema = z.strictObject({
	id: stableId,
	label: bilingualSchema,
	help: bilingualSchema.optional(),
	/** Share in the total; only the ratio between criteria counts. */
	weight: z.number().min(0).max(1000).default(1),
	min: z.number().int().default(0),
	max: z.number().int().default(10),
	/** What single points mean, so that two people who give them mean the same. */
	anchors: z.array(z.strictObject({ points: z.number().int(), label: bilingualSchema })).default([]),
	/** Points that follow from an answer: nobody scores it. `points` by option, `yes`/`no`, or country; others get `otherwise`. */
	computed: z
		.strictObject({
			field: stableId,
			points: z.record(z.string(), z.number().int()),
			otherwise: z.number().int().default(0),
		})
		.optional(),
});
export type Criterion = z.infer<typeof criterionSchema>;

/** Who sees scores and reviews of a stage before its end, beside organisers and chairs of the call. */
export const scoreVisibilities = [
	/** Everybody his own only. */
	'own',
	/** All of the panel's, after one has scored the same application oneself. */
	'after-own',
	/** All of the panel's at any time. */
	'panel',
	/** Secret until everybody who was asked has scored everything, or the stage has closed: not even its chairs see single scores or a ranking before. */
	'when-all-in',
] as const;
export type ScoreVisibility = (typeof scoreVisibilities)[number];

/**
 * Who is hidden from whom. `double`: reviewers read nothing that tells who applied, and applicants never learn who
 * reviewed. `single`: only the reviewers are hidden. `open`: applicants learn with the decision who reviewed.
 */
export const blindnesses = ['double', 'single', 'open'] as const;
export type Blindness = (typeof blindnesses)[number];

/** When the members of a panel learn who wrote the other reviews of the same application; until then each goes by a letter. */
export const namesShown = ['never', 'after-own', 'always'] as const;
export type NamesShown = (typeof namesShown)[number];

/** A phase of a stage, in the zone of the call: from the first instant of `opens` to the last of `closes`. */
const phase = { opens: localTimeSchema.optional(), closes: localTimeSchema.optional() };

/** A rubric with the people who apply it. A jury is a review whose members are named to the public. */
export const reviewParts = {
	criteria: z.array(criterionSchema).default([]),
	/** What reviewers are asked beside points and comments. Visible to `organisers`: chairs only; `reviewers`: the panel too; `public`: also the applicant, with the decision. */
	fields: z.array(fieldSchema).default([]),
	/** Whether a text to the applicant, and one to the panel only, are asked for beside the points. */
	comments: z.array(z.enum(['to-applicant', 'to-panel'])).default(['to-panel']),
	/** `ballots`: every member ranks all applications of the stage, instead of scoring some. */
	method: z.enum(['scores', 'ballots']).default('scores'),
	blind: z.enum(blindnesses).default('single'),
	scoreVisibility: z.enum(scoreVisibilities).default('own'),
	reviewerNames: z.enum(namesShown).default('never'),
	/** Whether each score says how sure its author is (1 to 5); sure ones weigh more in the adjusted ranking. */
	confidence: z.boolean().default(false),
	/** Whether somebody may say that he is not competent instead of scoring. */
	notCompetent: z.boolean().default(false),
	/** Whether a reviewer may hand a review to somebody of his own choice, who is credited. */
	subReviewers: z.boolean().default(false),
	/** Whether a senior reviewer or a chair sums the reviews up. */
	metaReview: z.boolean().default(false),
	/** How many scored reviews an application needs; fewer are flagged. */
	perApplication: z.number().int().min(1).max(50).default(1),
	/** How many applications each member is asked to take, unless he has wished otherwise. */
	load: z
		.strictObject({ min: z.number().int().min(0).max(1000).optional(), max: z.number().int().min(1).max(1000) })
		.optional(),
	/** Members say what they would like to review. */
	bidding: z.strictObject(phase).optional(),
	/** Applicants read the reviews and answer them once, in so many words at most. */
	rebuttal: z
		.strictObject({
			opens: localTimeSchema,
			closes: localTimeSchema,
			maxWords: z.number().int().min(10).max(5000).default(500),
			showPoints: z.boolean().default(false),
		})
		.optional(),
	/** Members who have scored an application, and its chairs, discuss it. */
	discussion: z.strictObject(phase).optional(),
	/** Who has not scored is reminded so many days before the stage closes; negative: after. */
	reminders: z
		.array(z.strictObject({ days: z.number().int().min(-30).max(60) }))
		.max(10)
		.default([]),
	/** How many may be accepted at most, by the form in which they are shown and by track; without a form or a track, of all. */
	budgets: z
		.array(z.strictObject({ format: stableId.optional(), track: stableId.optional(), most: z.number().int().min(0) }))
		.default([]),
	/** Totals of earlier stages that count here, by their weight beside the own total's weight of 1. */
	carries: z.array(z.strictObject({ stage: stableId, weight: z.number().positive().max(100) })).default([]),
};

const reviewSchema = z.strictObject(reviewParts);
/** What a review or a jury says of itself. */
export type ReviewPolicy = z.infer<typeof reviewSchema>;

/** What a review is that says nothing: for stages stored before a policy existed. */
export const reviewDefaults: ReviewPolicy = reviewSchema.parse({});

/** Names under which the form of a review posts its own parts. */
const partsOfForm: ReadonlySet<string> = new Set(['points', 'comment', 'confidence', 'revision', 'do']);

/** What the parts of a review say of each other, beyond their own shape: each mistake at its place. */
export function checkReview(stage: ReviewPolicy, issue: (path: (string | number)[], message: string) => void): void {
	stage.criteria.forEach((criterion, i) => {
		if (criterion.max <= criterion.min) issue(['criteria', i, 'max'], 'not more than min');
		criterion.anchors.forEach(({ points }, j) => {
			if (points < criterion.min || points > criterion.max) {
				issue(['criteria', i, 'anchors', j, 'points'], 'outside the points of the criterion');
			}
			if (criterion.anchors.findIndex((other) => other.points === points) < j) {
				issue(['criteria', i, 'anchors', j, 'points'], 'these points are described above');
			}
		});
	});
	// Its questions are a form of their own: ids, conditions and what they hang on.
	const context = {
		addIssue: ({ path, message }: { path: (string | number)[]; message: string }) => issue(path, message),
	};
	checkForm({ sections: [], fields: stage.fields }, context as unknown as z.RefinementCtx);
	stage.fields.forEach((field, i) => {
		if (field.kind === 'file') issue(['fields', i, 'kind'], 'a review takes no files');
		if (partsOfForm.has(field.id)) issue(['fields', i, 'id'], 'a part of every review goes by this word');
		if (field.visibleTo === 'named') issue(['fields', i, 'visibleTo'], 'a review has no named readers');
	});
	const { load, rebuttal } = stage;
	if (load?.min !== undefined && load.min > load.max) issue(['load', 'min'], 'more than max');
	if (rebuttal && rebuttal.closes <= rebuttal.opens) issue(['rebuttal', 'closes'], 'not after its opening');
	if (stage.method === 'ballots') {
		if (stage.carries.length > 0) issue(['carries'], 'ballots carry no points');
		if (stage.criteria.length > 0) issue(['criteria'], 'ballots have places, no points');
		if (stage.scoreVisibility !== 'when-all-in') issue(['scoreVisibility'], 'ballots are sealed until all are in');
	}
}

/** What of a review everybody who applied relied on: how it is judged, and who sees what. Words, dates and loads are not among it. */
export function reviewRules(stage: ReviewPolicy): Record<string, unknown> {
	return {
		criteria: stage.criteria.map(({ id, weight, min, max, computed }) => ({
			id,
			weight,
			min,
			max,
			computed: computed ?? null,
		})),
		carries: stage.carries,
		scoreVisibility: stage.scoreVisibility,
		method: stage.method,
		blind: stage.blind,
		reviewerNames: stage.reviewerNames,
		confidence: stage.confidence,
		fields: stage.fields.map(({ id, kind, visibleTo }) => ({ id, kind, visibleTo })),
	};
}
