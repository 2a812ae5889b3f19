import type { ApplicationState } from '#modules/calls/application-state.ts';
import type { LetterEffect } from '#modules/letters/compose.ts';
import type { State } from '#ui/states.ts';

const states: Record<ApplicationState, State> = {
	submitted: 'submitted',
	decided: 'soon',
	announced: 'sent',
	confirmed: 'done',
	declined: 'withdrawn',
	withdrawn: 'withdrawn',
};

const effects: Record<LetterEffect, State> = {
	advance: 'accepted',
	accept: 'accepted',
	conditional: 'conditional',
	waitlist: 'waitlisted',
	reject: 'rejected',
	receipt: 'done',
};

/** How the state of an application looks as a badge; its words come from the module. */
export function stateLook(state: ApplicationState): State {
	return states[state];
}

/** How a decision looks as a badge; its words are the call's own. */
export function decisionLook(effect: LetterEffect): State {
	return effects[effect];
}
