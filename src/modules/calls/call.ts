import { z } from 'zod';
import { attestationRuleSchema } from './attestation-rule.ts';
import { conditionSchema } from './condition-schema.ts';
import { bilingualSchema, formSchema, localTimeSchema, stableId } from './form.ts';
import { fulfilmentRuleSchema } from './fulfilment-rule.ts';
import { effects, stageSchema } from './stage.ts';
import { windowSchema } from './window.ts';

/** Last part of a call's address. */
export const callSlugSchema = z
	.string()
	.max(60)
	.regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and hyphens, beginning with a letter');

/** How a call takes up what another call has found. */
export const followsSchema = z.strictObject({
	/** Slug of the earlier call, of the same edition or owner. */
	call: callSlugSchema,
	/**
	 * `apply`: whoever was told one of `effects` there applies here, once for each. `take-in`: the desk takes applications
	 * in. `invite`: whoever was told so invites others to apply here (an outlet its staff); what they send follows his.
	 */
	by: z.enum(['apply', 'take-in', 'invite']),
	effects: z.array(z.enum(effects)).min(1).default(['accept', 'conditional']),
	/** Only these outcomes of the earlier call, where the effect alone does not tell (a poster, not a talk). */
	outcomes: z.array(stableId).optional(),
	/** One may apply without an earlier application too. */
	optional: z.boolean().optional(),
	/** Of the earlier application's answers: only those of which this is true. */
	when: conditionSchema.optional(),
	/** Answers that come along: the field there, the field here. Fields with the same role come along anyway. */
	carries: z.array(z.strictObject({ from: stableId, to: stableId })).default([]),
});
export type Follows = z.infer<typeof followsSchema>;

/** A round of a rolling call: what is handed in before `until` belongs to it. */
export const cohortSchema = z.strictObject({ id: stableId, label: bilingualSchema, until: localTimeSchema });
export type Cohort = z.infer<typeof cohortSchema>;

/** A letter of a call's own, as `letters.yaml` has those of an edition: Markdown, with `{title}` and the like in braces. */
export const callLetterSchema = z.strictObject({ id: stableId, subject: bilingualSchema, body: bilingualSchema });
export type CallLetter = z.infer<typeof callLetterSchema>;

/**
 * Which wording announces a determination: the first rule of the list that fits counts, before what the outcome itself
 * names. What a rule leaves out fits everything.
 */
export const letterRuleSchema = z.strictObject({
	/** The track the application is in, or moves to. */
	track: z.string().min(1).max(60).optional(),
	outcome: stableId.optional(),
	/** How it will be shown: an option of the field with the role 'format'. */
	format: stableId.optional(),
	/** Id of the wording: of the call's own letters, those of the edition, or ours. */
	letter: stableId,
});
export type LetterRule = z.infer<typeof letterRuleSchema>;

/** What a call says beyond its words, window, form and stages. Stored together; all of it may be left out. */
export const callSettingsShape = {
	follows: followsSchema.optional(),
	/** Rounds of a rolling intake, in their order in time. */
	cohorts: z.array(cohortSchema).optional(),
	/** Applications of which this is true are a minor's: a public name and portrait are off unless their guardian allowed them. */
	minors: conditionSchema.optional(),
	attestations: z.array(attestationRuleSchema).optional(),
	fulfilments: z.array(fulfilmentRuleSchema).optional(),
	/** Wordings of its own for the letters that its outcomes name; before those of the edition. */
	letters: z.array(callLetterSchema).optional(),
	/** Which of the wordings announces what; the first rule that fits. */
	letterRules: z.array(letterRuleSchema).max(100).optional(),
	/** How many applications one person may hand in; without, any number. */
	perPerson: z.number().int().min(1).max(1000).optional(),
	/** Nobody but whom the desk enters or invites applies. */
	invited: z.boolean().optional(),
	/** Its title and window stand on the public list of calls. */
	listed: z.boolean().optional(),
};

/** A whole call as a bundle file holds it: what is asked, when, and by which stages an answer is found. */
export const callSchema = z
	.strictObject({
		slug: callSlugSchema,
		title: bilingualSchema,
		/** One or two sentences for lists and the call's page. */
		summary: bilingualSchema,
		/** What the call names the thing handed in, e.g. abstract / 摘要; without it, 'application' is said. */
		noun: bilingualSchema.optional(),
		window: windowSchema,
		form: formSchema,
		stages: z.array(stageSchema).min(1),
		/** Where questions go. */
		contact: z.email().optional(),
		/** Prefix of the reference numbers of its applications: `A` gives A-001. */
		numberPrefix: z
			.string()
			.regex(/^[A-Z]{1,4}$/)
			.default('A'),
		...callSettingsShape,
	})
	.superRefine(checkReferences);

export type Call = z.infer<typeof callSchema>;
export type CallInput = z.input<typeof callSchema>;
export type CallSettings = { [K in keyof typeof callSettingsShape]?: Call[K] };

/** The settings among the parts of a call, without those that are absent. */
export function settingsOf(call: CallSettings): CallSettings {
	const names = Object.keys(callSettingsShape) as (keyof CallSettings)[];
	return Object.fromEntries(names.filter((name) => call[name] !== undefined).map((name) => [name, call[name]]));
}

/** Names within a call that point at another part of it must find it. */
function checkReferences(call: z.infer<z.ZodObject<typeof callSettingsShape>> & CallParts, context: z.RefinementCtx) {
	const issue = (path: (string | number)[], message: string): void => {
		context.addIssue({ code: 'custom', path, message });
	};
	const repeated = (path: string, list: readonly { id: string }[]) => {
		const seen = new Set<string>();
		list.forEach(({ id }, i) => {
			if (seen.has(id)) issue([path, i, 'id'], 'this id stands above');
			seen.add(id);
		});
		return seen;
	};
	const fields = new Map(call.form.fields.map((field) => [field.id, field]));
	const stages = [...repeated('stages', call.stages)];
	const fulfilments = repeated('fulfilments', call.fulfilments ?? []);
	repeated('attestations', call.attestations ?? []);
	repeated('cohorts', call.cohorts ?? []);
	repeated('letters', call.letters ?? []);
	const outcomes = new Set(call.stages.flatMap((stage) => stage.outcomes.map(({ id }) => id)));
	call.letterRules?.forEach(({ outcome }, i) => {
		if (outcome !== undefined && !outcomes.has(outcome))
			issue(['letterRules', i, 'outcome'], 'no outcome of a stage has this id');
	});
	call.attestations?.forEach((rule, i) => {
		const { from, guardian } = rule;
		if (from === '@follows') {
			if (!call.follows) issue(['attestations', i, 'from'], 'this call follows no other');
		} else if (fields.get(from)?.kind !== 'person-list')
			issue(['attestations', i, 'from'], 'no list of people has this id');
		for (const part of ['name', 'portrait'] as const) {
			const id = guardian?.[part];
			if (id !== undefined && rule.fields.find((field) => field.id === id)?.kind !== 'yes-no')
				issue(['attestations', i, 'guardian', part], 'no yes-no question of this rule has this id');
		}
	});
	if (call.minors && !call.attestations?.some(({ guardian }) => guardian !== undefined))
		issue(['minors'], 'no attestation of a guardian: an application of a minor could never be accepted');
	call.fulfilments?.forEach((rule, i) => {
		if (rule.kind === 'placement' && fields.get(rule.field ?? '')?.kind !== 'file')
			issue(['fulfilments', i, 'field'], 'no field for a file has this id');
		if (rule.kind === 'relation' && rule.relation === undefined)
			issue(['fulfilments', i, 'relation'], 'it must say what the applicant becomes');
	});
	call.stages.forEach((stage, i) => {
		stage.outcomes.forEach((outcome, o) => {
			outcome.fulfils?.forEach((id, f) => {
				if (!fulfilments.has(id)) issue(['stages', i, 'outcomes', o, 'fulfils', f], 'no fulfilment has this id');
			});
			if (outcome.effect === 'advance' && i === call.stages.length - 1)
				issue(['stages', i, 'outcomes', o, 'effect'], 'the last stage has nothing to advance to');
		});
		if (!('criteria' in stage)) return;
		stage.criteria.forEach(({ computed }, c) => {
			if (computed && !fields.has(computed.field))
				issue(['stages', i, 'criteria', c, 'computed', 'field'], 'no field has this id');
		});
		stage.carries.forEach((carried, c) => {
			const at = stages.indexOf(carried.stage);
			if (at < 0 || at >= i || !('criteria' in (call.stages[at] ?? {})))
				issue(['stages', i, 'carries', c, 'stage'], 'no earlier stage with scores has this id');
		});
	});
}

type CallParts = { form: z.infer<typeof formSchema>; stages: z.infer<typeof stageSchema>[] };
