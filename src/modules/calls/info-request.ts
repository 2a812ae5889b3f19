/*
 * A request for information: what the desk asks an applicant for while it looks at an application. Pure.
 */

/** A question beside the fields of the form. */
export interface AskedQuestion {
	id: string;
	text: string;
}

export const infoRequestStates = ['open', 'answered', 'expired', 'closed'] as const;
export type InfoRequestState = (typeof infoRequestStates)[number];

export const infoRequestEvents = [
	/** Its applicant gives what was asked. */
	'answer',
	/** The desk moves the date; what has expired is open again. */
	'extend',
	/** The desk waits no longer. */
	'close',
	/** Its date has passed. */
	'expire',
] as const;
export type InfoRequestEvent = (typeof infoRequestEvents)[number];

/** The whole table: where an event leads, or null where it can't happen. */
export const infoRequestTransitions: Record<InfoRequestState, Record<InfoRequestEvent, InfoRequestState | null>> = {
	open: { answer: 'answered', extend: 'open', close: 'closed', expire: 'expired' },
	expired: { answer: null, extend: 'open', close: 'closed', expire: null },
	answered: { answer: null, extend: null, close: null, expire: null },
	closed: { answer: null, extend: null, close: null, expire: null },
};

/** Where an event leads, or null where it can't happen in this state. */
export function infoRequestAfter(state: InfoRequestState, event: InfoRequestEvent): InfoRequestState | null {
	return infoRequestTransitions[state][event];
}

/** The state at this moment: what is past its date has expired, whether the due-list has come to it or not. */
export function infoRequestStateAt(request: { state: InfoRequestState; dueAt: number }, now: number): InfoRequestState {
	return request.state === 'open' && now >= request.dueAt ? 'expired' : request.state;
}
