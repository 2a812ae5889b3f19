import type { Subject } from '#core/access/index.ts';
import type { ApplicationHead, CallPlace } from '#modules/calls/server/index.ts';

/** What the ledger and the public pages of a call hang on: its edition, or a standing call itself. */
export function deskIdOf(place: CallPlace): string {
	return place.editionId ?? place.callId;
}

/** A call as the subject of an action. What follows from decisions is looked after by call, not by track. */
export function callSubjectOf(place: CallPlace): Subject {
	return {
		within: {
			call: place.callId,
			organisation: place.organisationId,
			...(place.editionId === null ? {} : { edition: place.editionId }),
		},
	};
}

/** Something for an application as its applicant's. */
export function ownSubject(head: ApplicationHead): Subject {
	return { within: { ...callSubjectOf(head).within, application: head.id }, owners: [head.personId] };
}
