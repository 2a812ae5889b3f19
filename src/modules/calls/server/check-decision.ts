import type { Problem } from '#core/refusal/index.ts';
import { type Form, fieldByRole, optionsOf } from '../form.ts';
import type { Outcome, Stage } from '../stage.ts';

/** What a decision names beside its outcome. */
export interface Wanted {
	reason: string | null;
	track: string | null;
	amount: number | null;
	conditions: string | null;
	note: string | null;
}

const mostText = 5000;
/** The most that can be granted, in whole units. */
const mostAmount = 1_000_000_000;

/** What is wrong with a decision, as codes at `outcome`, `reason`, `track`, `amount`, `conditions`, `note`. Pure. */
export function checkDecision(
	form: Form,
	stage: Stage,
	outcome: Outcome | undefined,
	wanted: Wanted,
	track: string | null,
): Problem[] {
	if (!outcome) return [{ path: 'outcome', code: 'unknown-outcome' }];
	const problems: Problem[] = [];
	const problem = (path: string, code: string, params?: Problem['params']) =>
		problems.push(params ? { path, code, params } : { path, code });
	for (const need of outcome.needs) if (wanted[need] === null) problem(need, `${need}-needed`);
	if (wanted.reason !== null && !stage.reasons.some((reason) => reason.id === wanted.reason)) {
		problem('reason', 'unknown-reason');
	}
	if (wanted.track !== null) {
		const field = fieldByRole(form, 'track');
		const known = field?.kind === 'track' && optionsOf(field).some((option) => option.id === wanted.track);
		if (!known) problem('track', 'unknown-track');
		else if (wanted.track === track) problem('track', 'same-track');
	}
	const { amount } = wanted;
	if (amount !== null && !(Number.isSafeInteger(amount) && amount >= 0 && amount <= mostAmount)) {
		problem('amount', 'bad-amount', { max: mostAmount });
	}
	for (const part of ['conditions', 'note'] as const) {
		const length = wanted[part]?.length ?? 0;
		if (length > mostText) problem(part, 'too-many-characters', { characters: length, max: mostText });
	}
	return problems;
}
