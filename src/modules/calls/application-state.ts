import type { Effect } from './stage.ts';

/*
 * The life of an application within its present stage (`stageId`). A draft is no application yet: it becomes one when it is submitted. `decided` is known to
 * the desk only; the applicant learns of it when it is announced. What goes on to the next stage is `submitted` there.
 */

export const applicationStates = ['submitted', 'decided', 'announced', 'confirmed', 'declined', 'withdrawn'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** What can happen to an application. */
export const applicationEvents = [
	/** Its applicant hands in a new version. */
	'change',
	/** Its applicant changes an answer that may change after the close, such as on site or online. */
	'change-field',
	/** Its applicant gives what the desk has asked him for, though the call may be closed. */
	'answer-request',
	/** Its applicant takes it back, for good. */
	'withdraw',
	/** The desk notes a determination, or another one instead. */
	'decide',
	/** The desk takes its determination back, as long as it was not announced. */
	'undecide',
	/** The determination is made known. */
	'announce',
	/** It goes on to the next stage: at once where nobody is told of it, or when it is made known. */
	'advance',
	/** It comes back to the stage before, where nothing was done with it and nobody was told. */
	'return',
	/** An appeal against a refusal is upheld: it is decided again. */
	'reopen',
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
		'answer-request': 'submitted',
		withdraw: 'withdrawn',
		decide: 'decided',
		undecide: null,
		announce: null,
		advance: 'submitted',
		return: 'submitted',
		reopen: null,
		confirm: null,
		decline: null,
	},
	// Whoever applied knows nothing of the decision, so it must not take any of his rights away.
	decided: {
		change: 'decided',
		'change-field': 'decided',
		'answer-request': 'decided',
		withdraw: 'withdrawn',
		decide: 'decided',
		undecide: 'submitted',
		announce: 'announced',
		advance: 'submitted',
		return: null,
		reopen: null,
		confirm: null,
		decline: null,
	},
	// A place becomes free, a condition is met: it may be decided again. What was announced stays announced until then.
	announced: {
		change: null,
		'change-field': 'announced',
		'answer-request': 'announced',
		withdraw: 'withdrawn',
		decide: 'decided',
		undecide: null,
		announce: null,
		advance: null,
		return: null,
		reopen: 'submitted',
		confirm: 'confirmed',
		decline: 'declined',
	},
	confirmed: {
		change: null,
		'change-field': 'confirmed',
		'answer-request': 'confirmed',
		withdraw: 'withdrawn',
		decide: null,
		undecide: null,
		announce: null,
		advance: null,
		return: null,
		reopen: null,
		confirm: 'confirmed',
		decline: 'declined',
	},
	declined: {
		change: null,
		'change-field': null,
		'answer-request': null,
		withdraw: 'withdrawn',
		decide: null,
		undecide: null,
		announce: null,
		advance: null,
		return: null,
		reopen: null,
		confirm: 'confirmed',
		decline: 'declined',
	},
	withdrawn: {
		change: null,
		'change-field': null,
		'answer-request': null,
		withdraw: null,
		decide: null,
		undecide: null,
		announce: null,
		advance: null,
		return: null,
		reopen: null,
		confirm: null,
		decline: null,
	},
};

/** Where an event leads, or null where it can't happen in this state. */
export function stateAfter(state: ApplicationState, event: ApplicationEvent): ApplicationState | null {
	return transitions[state][event];
}

/** What its applicant was last told, and what he said to it; undefined when nothing was announced yet. */
export type Told =
	| {
			effect: Effect;
			answer: 'confirmed' | 'declined' | null;
			/** An appeal was upheld: what he was told counts no more. */
			reopenedAt: number | null;
	  }
	| undefined;

/**
 * The state as its applicant may know it: a decision that is not announced does not exist for him. What he may do, and
 * what he is told of it, is asked of this state and never of the other.
 * @param told of an earlier determination (it is being decided again, or has come to a later stage)
 */
export function stateForApplicant(state: ApplicationState, told: Told): Exclude<ApplicationState, 'decided'> {
	return state === 'decided' ? stateAfterUndecide(told) : state;
}

/** Where taking a determination back leads: to what was announced before it, if anything was, and its answer. */
export function stateAfterUndecide(told: Told): 'submitted' | 'announced' | 'confirmed' | 'declined' {
	if (!told || told.effect === 'advance' || told.reopenedAt !== null) return 'submitted';
	return told.answer ?? 'announced';
}

/** Whether its applicant may hand in new versions while the call is open: not after he was told of any decision. */
export function mayChange(state: ApplicationState, told: Told): boolean {
	return told === undefined && stateAfter(stateForApplicant(state, told), 'change') !== null;
}

/** Whether a determination may be changed once more by the desk: a 'no' or 'yes' that was announced stands. */
export function mayDecideAgain(state: ApplicationState, announcedEffect: Effect | null): boolean {
	if (state !== 'announced') return stateAfter(state, 'decide') !== null;
	return announcedEffect === 'waitlist' || announcedEffect === 'conditional';
}
