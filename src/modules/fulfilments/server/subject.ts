import type { Subject } from '#core/access/index.ts';
import { type ApplicationHead, type CallPlace, callSubject } from '#modules/calls/server/index.ts';

/** What the ledger and the public pages of a call hang on: its edition, or a standing call itself. */
export function deskIdOf(place: CallPlace): string {
	return place.editionId ?? place.callId;
}

/** Something for an application as its applicant's, and as those' who work on it with him. */
export function ownSubject(head: ApplicationHead): Subject {
	const owners = [head.personId, ...head.members.map(({ person }) => person)];
	return { within: { ...callSubject(head).within, application: head.id }, owners };
}
