import type { Stage } from '#modules/calls/stage.ts';
import type { DecideInput } from '#modules/calls/server/index.ts';

/** What stands in the decision form, as it was typed. */
export interface TypedDecision {
	outcome: string;
	reason: string;
	track: string;
	conditions: string;
	/** Whole units, as typed. */
	amount: string;
	note: string;
}

export const nothingTyped: TypedDecision = { outcome: '', reason: '', track: '', conditions: '', amount: '', note: '' };

/** Reads the posted form; what is absent is empty. */
export function typedDecision(form: FormData): TypedDecision {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
	};
	return {
		outcome: text('outcome'),
		reason: text('reason'),
		track: text('track'),
		conditions: text('conditions'),
		amount: text('amount').trim(),
		note: text('note'),
	};
}

/**
 * What the desk means by what it typed. Without scripts the fields of every outcome stand in the form, so what belongs to
 * another outcome is left aside: choosing 'talk' after having chosen a track to move to moves nothing.
 */
export function decisionOf(typed: TypedDecision, stage: Stage): Omit<DecideInput, 'application' | 'seen'> {
	const needs = stage.outcomes.find(({ id }) => id === typed.outcome)?.needs ?? [];
	const when = (need: Exclude<(typeof needs)[number], 'amount'>) => (needs.includes(need) ? typed[need] || null : null);
	return {
		stage: stage.id,
		outcome: typed.outcome,
		reason: when('reason'),
		track: when('track'),
		conditions: when('conditions'),
		// What is no number at all is none, and is asked for; what is no whole number is refused as such.
		amount: needs.includes('amount') && typed.amount !== '' ? Number(typed.amount.replaceAll(/[\s,]/g, '')) : null,
		note: typed.note || null,
	};
}

/** The determination that was on the screen: absent in the form means none. */
export function seenOf(form: FormData): string | null {
	const seen = form.get('seen');
	return typeof seen === 'string' && seen !== '' ? seen : null;
}
