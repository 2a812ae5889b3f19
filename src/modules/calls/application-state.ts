import type { Effect } from './stage.ts';

/*
 * The life of an application. A draft is no application yet: it becomes one when it is submitted. `decided` is known to
 * the desk only; the applicant learns of it when it is announced.
 */

export const applicationStates = ['submitted', 'decided', 'announced', 'confirmed', 'declined', 'withdrawn'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** What can happen to an application. */
export const applicationEvents = [
	/** Its applicant hands in a new version. */
	'change',
	/** Its applicant changes an answer that may change after the close, such as on site or online. */
	'change-field',
	/** Its applicant takes it back, for good. */
	'withdraw',
	/** The desk notes a determination, or another one instead. */
	'decide',
	/** The desk takes its determination back, as long as it was not announced. */
	'undecide',
	/** The determination is made known. */
	'announce',
	/** Its applicant will come. */
	'confirm',
	/** Its applicant won't. */
	'decline',
] as const;
export type ApplicationEvent = (typeof applicationEvents)[number];

/** The whole table: every state, every event, where it leads, or null where it can't happen. */
export const transitions: Record<ApplicationState, Record<ApplicationEvent, ApplicationState | null>> = {
	submitted: {
		change: 'submitted',
		'change-field': 'submitted',
		withdraw: 'withdrawn',
		decide: 'decided',
		undecide: null,
		announce: null,
		confirm: null,
		decline: null,
	},
	// Whoever applied knows nothing of the decision, so it must not take any of his rights away.
	decided: {
		change: 'decided',
		'change-field': 'decided',
		withdraw: 'withdrawn',
		decide: 'decided',
		undecide: 'submitted',
		announce: 'announced',
		confirm: null,
		decline: null,
	},
	// A place becomes free, a condition is met: it may be decided again. What was announced stays announced until then.
	announced: {
		change: null,
		'change-field': 'announced',
		withdraw: 'withdrawn',
		decide: 'decided',
		undecide: null,
		announce: null,
		confirm: 'confirmed',
		decline: 'declined',
	},
	confirmed: {
		change: null,
		'change-field': 'confirmed',
		withdraw: 'withdrawn',
		decide: null,
		undecide: null,
		announce: null,
		confirm: 'confirmed',
		decline: 'declined',
	},
	declined: {
		change: null,
		'change-field': null,
		withdraw: 'withdrawn',
		decide: null,
		undecide: null,
		announce: null,
		confirm: 'confirmed',
		decline: 'declined',
	},
	withdrawn: {
		change: null,
		'change-field': null,
		withdraw: null,
		decide: null,
		undecide: null,
		announce: null,
		confirm: null,
		decline: null,
	},
};

/** Where an event leads, or null where it can't happen in this state. */
export function stateAfter(state: ApplicationState, event: ApplicationEvent): ApplicationState | null {
	return transitions[state][event];
}

/** What its applicant was last told, and what he said to it; undefined when nothing was announced yet. */
export type Told = { answer: 'confirmed' | 'declined' | null } | undefined;

/**
 * The state as its applicant may know it: a decision that is not announced does not exist for him. What he may do, and
 * what he is told of it, is asked of this state and never of the other.
 * @param told of an earlier determination (it is being decided again)
 */
export function stateForApplicant(state: ApplicationState, told: Told): Exclude<ApplicationState, 'decided'> {
	return state === 'decided' ? stateAfterUndecide(told) : state;
}

/** Where taking a determination back leads: to what was announced before it, if anything was, and its answer. */
export function stateAfterUndecide(told: Told): 'submitted' | 'announced' | 'confirmed' | 'declined' {
	return told ? (told.answer ?? 'announced') : 'submitted';
}

/** Whether a determination may be changed once more by the desk: a 'no' or 'yes' that was announced stands. */
export function mayDecideAgain(state: ApplicationState, announcedEffect: Effect | null): boolean {
	if (state !== 'announced') return stateAfter(state, 'decide') !== null;
	return announcedEffect === 'waitlist' || announcedEffect === 'conditional';
}
