import { z } from 'zod';
import { bilingualSchema, localTimeSchema, stableId } from './form.ts';
import { checkReview, reviewDefaults, reviewParts, reviewRules } from './stage-review.ts';

export {
	type Blindness,
	blindnesses,
	type Criterion,
	criterionSchema,
	type NamesShown,
	type ReviewPolicy,
	type ScoreVisibility,
	scoreVisibilities,
} from './stage-review.ts';

/** What an outcome does to an application, whatever the call names it. `advance`: it goes on to the next stage. */
export const effects = ['advance', 'accept', 'conditional', 'waitlist', 'reject'] as const;
export type Effect = (typeof effects)[number];

/** One way in which a stage can end for an application: the words are the call's own, the effect is one of few. */
export const outcomeSchema = z.strictObject({
	id: stableId,
	label: bilingualSchema,
	effect: z.enum(effects),
	/** How it will be shown, where the call knows more than one form: an option of the field with the role 'format'. */
	format: stableId.optional(),
	/** What the decision must name beside the outcome. */
	needs: z.array(z.enum(['track', 'conditions', 'reason', 'amount'])).default([]),
	/** Template of the letter that announces it. */
	letter: stableId.optional(),
	/** Nobody is told: an `advance` without a letter moves on at once. */
	silent: z.boolean().optional(),
	/** The applicant is asked to confirm or decline once it is announced. */
	confirm: z.boolean().default(false),
	/** What follows from it once it is announced (and confirmed, where it asks for that): ids of `call.fulfilments`. */
	fulfils: z.array(stableId).optional(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why it was decided so: a short list that can be counted; the public text may go into the letter. */
export const reasonSchema = z.strictObject({
	id: stableId,
	label: bilingualSchema,
	publicText: bilingualSchema.optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

const stageBase = {
	id: stableId,
	label: bilingualSchema,
	/** When its people may work, in the zone of the call; without, from the close of the call on, or as soon as an application has come so far. */
	opens: localTimeSchema.optional(),
	closes: localTimeSchema.optional(),
	outcomes: z.array(outcomeSchema).default([]),
	reasons: z.array(reasonSchema).default([]),
	/** When the decisions are to be announced, in the zone of the call; a bare date means that whole day. */
	announceBy: localTimeSchema.optional(),
	/** Until when an applicant may confirm or decline; exclusive, a bare date means that whole day. */
	confirmBy: localTimeSchema.optional(),
	/** So many days after its announcement one appeal may be made against a refusal; without, none. */
	appealDays: z.number().int().min(1).max(90).optional(),
};

/** One stage between the application and its outcome. */
export const stageSchema = z
	.discriminatedUnion('kind', [
		/** Is it complete, is it eligible: a list to tick off, then its outcome. */
		z.strictObject({
			...stageBase,
			kind: z.literal('screening'),
			checks: z.array(z.strictObject({ id: stableId, label: bilingualSchema })).default([]),
		}),
		z.strictObject({ ...stageBase, kind: z.literal('review'), ...reviewParts }),
		z.strictObject({ ...stageBase, kind: z.literal('jury'), ...reviewParts }),
		z.strictObject({ ...stageBase, kind: z.literal('determination') }),
	])
	.superRefine((stage, context) => {
		const issue = (path: (string | number)[], message: string): void => {
			context.addIssue({ code: 'custom', path, message });
		};
		const lists: [string, readonly { id: string }[]][] = [
			['outcomes', stage.outcomes],
			['reasons', stage.reasons],
			...('criteria' in stage
				? ([
						['criteria', stage.criteria],
						['fields', stage.fields],
					] as [string, { id: string }[]][])
				: []),
			...('checks' in stage ? [['checks', stage.checks] as [string, { id: string }[]]] : []),
		];
		for (const [list, items] of lists) {
			const seen = new Set<string>();
			items.forEach(({ id }, i) => {
				if (seen.has(id)) issue([list, i, 'id'], 'this id stands above');
				seen.add(id);
			});
		}
		if (stage.outcomes.length === 0) {
			issue(['outcomes'], 'a stage needs an outcome: without one nothing would leave it');
		}
		stage.outcomes.forEach((outcome, i) => {
			if (outcome.confirm && stage.confirmBy === undefined) {
				issue(['outcomes', i, 'confirm'], 'the stage does not say until when (confirmBy)');
			}
			if (outcome.needs.includes('reason') && stage.reasons.length === 0) {
				issue(['outcomes', i, 'needs'], 'the stage lists no reasons');
			}
			if (outcome.effect === 'advance' && outcome.confirm) {
				issue(['outcomes', i, 'confirm'], 'what goes on to the next stage is not confirmed');
			}
			if (outcome.silent && outcome.effect !== 'advance') {
				issue(['outcomes', i, 'silent'], 'only an outcome that advances may be silent');
			}
		});
		if ('criteria' in stage) checkReview(stage, issue);
	});
export type Stage = z.infer<typeof stageSchema>;
export type StageInput = z.input<typeof stageSchema>;
export type StageKind = Stage['kind'];
export type StageOf<K extends StageKind> = Extract<Stage, { kind: K }>;

/** The outcome with this id, or undefined. */
export function outcomeById(stage: Stage, id: string): Outcome | undefined {
	return stage.outcomes.find((outcome) => outcome.id === id);
}

/** Whether it leads on: such an outcome needs the checks ticked and the attestations given. */
export function leadsOn(effect: Effect): boolean {
	return effect === 'advance' || effect === 'accept' || effect === 'conditional';
}

/** The stage an application is in, by what is stored of it (null: the first one). Undefined only for a call without stages. */
export function presentStage<T extends { stage: Stage }>(stages: readonly T[], stageId: string | null): T | undefined {
	return stages.find(({ stage }) => stage.id === stageId) ?? stages[0];
}

/** The stage after this one, or undefined for the last. */
export function stageAfter<T extends { stage: Stage }>(stages: readonly T[], stageId: string): T | undefined {
	const at = stages.findIndex(({ stage }) => stage.id === stageId);
	return at < 0 ? undefined : stages[at + 1];
}

/**
 * What of the stages everybody who applied relied on: their order and kinds, how points are counted and carried over, who
 * sees them, what the outcomes do and whether one may appeal. Words and dates are not among it.
 */
export function rulesOf(stages: readonly Stage[]): unknown {
	return stages.map((stage) => ({
		id: stage.id,
		kind: stage.kind,
		appealDays: stage.appealDays ?? null,
		outcomes: stage.outcomes.map(({ id, effect, silent, confirm }) => ({
			id,
			effect,
			silent: silent ?? false,
			confirm,
		})),
		...('checks' in stage ? { checks: stage.checks.map(({ id }) => id) } : {}),
		...('criteria' in stage ? reviewRules(stage) : {}),
	}));
}

/** A stage as it was stored by an earlier release, with what its kind has come to say since, as it was before. */
export function completeStage(stored: Stage): Stage {
	if (!('criteria' in stored)) return stored;
	const criteria = stored.criteria.map((criterion) => ({ ...criterion, anchors: criterion.anchors ?? [] }));
	return { ...reviewDefaults, ...stored, criteria };
}
