import { type Actor, demand, personOf, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { forbidden, Refusal } from '#core/refusal/index.ts';

/** Where a call hangs: what `can` needs of it. */
export interface CallPlace {
	callId: string;
	editionId: string | null;
	organisationId: string;
}

/** A track as the object of a relation: tracks are named within their edition (or standing call) only. */
export function trackObjectId(desk: string, track: string): string {
	return `${desk}:${track}`;
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
			...(place.track === null ? {} : { track: trackObjectId(scopeOf(place), place.track) }),
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

/** Somebody who works on an application beside its holder. */
export interface MemberRight {
	person: string;
	write: boolean;
}

/** Whether somebody holds an application or works on it, whatever he is beside that. */
export function worksOn(
	actor: Actor,
	place: { personId: string; members?: readonly Pick<MemberRight, 'person'>[] },
): boolean {
	const person = personOf(actor);
	if (person === undefined) return false;
	return place.personId === person || (place.members ?? []).some((member) => member.person === person);
}

type OwnAction = 'application.write' | 'application.read-own' | 'application.confirm' | 'application.hold';
type OwnPlace = CallPlace & { id: string; personId: string; track: string | null; members?: readonly MemberRight[] };

/** An application as the subject of what its people do: the holder does everything, members write, or only read. */
export function ownSubject(action: OwnAction, place: OwnPlace): Subject {
	const members = (place.members ?? []).filter(
		({ write }) => action === 'application.read-own' || (action === 'application.write' && write),
	);
	return { ...applicationSubject(place), owners: [place.personId, ...members.map(({ person }) => person)] };
}

/** Only its people: an outsider is told what `can` says, a member who may not do this that it is not his to do. */
export function demandOwn(ctx: Context, actor: Actor, action: OwnAction, place: OwnPlace): void {
	const person = personOf(actor);
	const subject = ownSubject(action, place);
	if (!subject.owners?.includes(person ?? '') && place.members?.some((member) => member.person === person)) {
		throw forbidden('not-yours-to-do', { action });
	}
	demand(ctx, actor, action, subject);
}
