import { type Actor, demand, personOf, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';

/** Where a call hangs: what `can` needs of it. */
export interface CallPlace {
	callId: string;
	editionId: string | null;
	organisationId: string;
}

/** A track as the object of a relation: tracks are named within their edition only. */
export function trackObjectId(editionId: string, track: string): string {
	return `${editionId}:${track}`;
}

/** A call as the subject of an action. */
export function callSubject(place: CallPlace): Subject & { within: { call: string; organisation: string } } {
	return {
		within: {
			call: place.callId,
			organisation: place.organisationId,
			...(place.editionId === null ? {} : { edition: place.editionId }),
		},
	};
}

/** An application as the subject of an action: it lies in its track, call, edition and organisation. */
export function applicationSubject(place: CallPlace & { id: string; personId: string; track: string | null }): Subject {
	const { within } = callSubject(place);
	return {
		within: {
			...within,
			application: place.id,
			...(place.track === null || place.editionId === null
				? {}
				: { track: trackObjectId(place.editionId, place.track) }),
		},
		owners: [place.personId],
	};
}

/** What the ledger files an event of this call under. */
export function scopeOf(place: CallPlace): string {
	return place.editionId ?? place.callId;
}

/** The person who acts. @throws Refusal `signed-out` for a visitor */
export function requirePerson(actor: Actor): string {
	const person = personOf(actor);
	if (person === undefined) throw new Refusal('signed-out', 'sign-in-first');
	return person;
}

/** Only its applicant: an outsider, and anyone of the desk, is told what `can` says. */
export function demandOwn(
	ctx: Context,
	actor: Actor,
	action: 'application.write' | 'application.read-own' | 'application.confirm',
	place: CallPlace & { id: string; personId: string; track: string | null },
): void {
	demand(ctx, actor, action, applicationSubject(place));
}
