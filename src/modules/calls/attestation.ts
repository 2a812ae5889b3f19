import type { Answers, PersonEntry } from './answers.ts';
import type { AttestationRule } from './attestation-rule.ts';
import { holds } from './condition.ts';

/*
 * What is asked of third persons, as far as it can be decided without a database: whom a rule asks, until when, and how
 * its answer is known to the applicant.
 */

export const attestationStates = ['asked', 'given', 'declined', 'expired', 'withdrawn'] as const;
export type AttestationState = (typeof attestationStates)[number];

/** In the place of a field: whoever holds the application that this one follows is asked. */
export const followedHolder = '@follows';

const dayLength = 86_400_000;
/** So long before it is due somebody who has not answered is reminded, in milliseconds. */
export const reminderAhead = 2 * dayLength;

/** Whom a rule asks. */
export interface Asked {
	name: string;
	/** In lower case. */
	address: string;
	entry: PersonEntry;
}

/** An application as a rule looks at it. */
export interface Attested {
	answers: Answers;
	minor: boolean;
}

/** Whether a rule concerns an application. A guardian's concerns those of minors only. */
export function ruleApplies(rule: Pick<AttestationRule, 'when' | 'guardian'>, { answers, minor }: Attested): boolean {
	if (rule.guardian && !minor) return false;
	return rule.when === undefined || holds(rule.when, answers);
}

/** How many have to confirm before an application can be accepted: a minor's guardian always. */
export function neededOf(rule: Pick<AttestationRule, 'when' | 'guardian' | 'needed'>, of: Attested): number {
	return ruleApplies(rule, of) ? Math.max(rule.needed, rule.guardian ? 1 : 0) : 0;
}

/**
 * The people whom a rule asks of these answers, each address once, in their order. Nobody attests for himself: the
 * applicant's own addresses are left out.
 * @param own the addresses of the applicant, in lower case
 */
export function askedBy(rule: AttestationRule, of: Attested, own: ReadonlySet<string>): Asked[] {
	if (!ruleApplies(rule, of) || rule.from === followedHolder) return [];
	const list = of.answers[rule.from];
	const people = Array.isArray(list)
		? (list as PersonEntry[]).filter((one) => typeof one === 'object' && typeof one.email === 'string')
		: [];
	const asked = new Map<string, Asked>();
	for (const entry of people) {
		const address = entry.email.trim().toLowerCase();
		if (address === '' || own.has(address) || asked.has(address)) continue;
		asked.set(address, { name: `${entry.given} ${entry.family}`.trim(), address, entry });
	}
	return [...asked.values()];
}

/**
 * When the answer to something asked now is due: after the days of the rule, at a whole minute, and never later than its
 * last instant.
 */
export function attestationDue(rule: Pick<AttestationRule, 'dueDays'>, askedAt: number, until: number | null): number {
	const minute = 60_000;
	const due = Math.ceil((askedAt + rule.dueDays * dayLength) / minute) * minute;
	return Math.min(due, until ?? Number.POSITIVE_INFINITY);
}

/** Whether an answer is taken: for the first time, or instead of an earlier one. */
export function takesAnswer(state: AttestationState, dueAt: number, now: number): boolean {
	return now < dueAt && (state === 'asked' || state === 'given' || state === 'declined');
}
