import type { messages } from './messages.ts';

/** The states that have a word and a mark. */
export type State = keyof (typeof messages)['en']['states'];

/** How a state looks: the mark's shape and its colour. A state that is not named here is plain. */
export const stateLooks: Partial<Record<State, 'live' | 'good' | 'bad' | 'warn' | 'quiet'>> = {
	'not-yet-open': 'quiet',
	open: 'live',
	soon: 'warn',
	'last-hours': 'warn',
	preparing: 'quiet',
	draft: 'quiet',
	submitted: 'live',
	withdrawn: 'quiet',
	accepted: 'good',
	rejected: 'bad',
	waitlisted: 'warn',
	conditional: 'warn',
	done: 'good',
	refused: 'bad',
	partial: 'warn',
	offline: 'warn',
	valid: 'good',
	revoked: 'bad',
	overdue: 'bad',
	sent: 'good',
	failed: 'bad',
};
