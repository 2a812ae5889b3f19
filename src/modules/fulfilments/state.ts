import type { Instant } from '#core/clock/instant.ts';
import { type FulfilmentKind, type FulfilmentRule, fulfilmentsToCome } from '#modules/calls/fulfilment-rule.ts';
import type { Outcome } from '#modules/calls/stage.ts';

/** `open`: it is to be done · `done` · `cancelled`: what it followed from does not hold any more. */
export const fulfilmentStates = ['open', 'done', 'cancelled'] as const;
export type FulfilmentState = (typeof fulfilmentStates)[number];

/** What a list is cut by: `overdue` is what is open and late, and counts as open too. */
export const fulfilmentTabs = ['open', 'overdue', 'done', 'cancelled'] as const;
export type FulfilmentTab = (typeof fulfilmentTabs)[number];

/** Kinds that are done by the platform in the moment in which they begin. */
export const doneAtOnce: ReadonlySet<FulfilmentKind> = new Set(['listing', 'relation']);

/** Kinds that end with what they followed from even when they were done: nobody stays listed who declined. */
export const endsWithItsCause: ReadonlySet<FulfilmentKind> = new Set([
	'certificate',
	'placement',
	'listing',
	'relation',
	...fulfilmentsToCome,
]);

/** What somebody was told at a stage, as far as it decides about what follows. */
export interface Cause {
	determination: string;
	outcome: Pick<Outcome, 'confirm' | 'fulfils'>;
	answer: 'confirmed' | 'declined' | null;
	amount: number | null;
}

/**
 * What has to be done for an application now: by the rules that its announced (and, where it asks for that, confirmed)
 * outcomes name; nothing once it is withdrawn. Where two stages name the same rule the later one counts. Pure.
 */
export function wantedOf(
	rules: readonly FulfilmentRule[],
	causes: readonly Cause[],
	withdrawn: boolean,
): Map<string, { rule: FulfilmentRule; cause: Cause }> {
	const wanted = new Map<string, { rule: FulfilmentRule; cause: Cause }>();
	if (withdrawn) return wanted;
	for (const cause of causes) {
		const holds = cause.outcome.confirm ? cause.answer === 'confirmed' : cause.answer !== 'declined';
		if (!holds) continue;
		for (const id of cause.outcome.fulfils ?? []) {
			const rule = rules.find((one) => one.id === id);
			if (rule) wanted.set(id, { rule, cause });
		}
	}
	return wanted;
}

/** Whether it is late. Pure. */
export function isOverdue(one: { state: FulfilmentState; dueAt: Instant | null }, now: Instant): boolean {
	return one.state === 'open' && one.dueAt !== null && one.dueAt <= now;
}
