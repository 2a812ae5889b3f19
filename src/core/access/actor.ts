/** Who is what to which object: `{relation: 'chair', on: 'track', id}`. */
export interface Relation {
	relation: RelationName;
	on: ObjectType;
	id: string;
}

/** What people can be. `operator` is to the whole installation. */
export const relationNames = [
	'operator',
	'organiser',
	'secretary',
	'chair',
	'reviewer',
	'juror',
	'author',
	'liaison',
	'volunteer',
	'editor',
] as const;
export type RelationName = (typeof relationNames)[number];

export const objectTypes = [
	'installation',
	'organisation',
	'series',
	'edition',
	'track',
	'call',
	'stage',
	'application',
	'session',
	'room',
] as const;
export type ObjectType = (typeof objectTypes)[number];

/** Who acts: a person with relations, a visitor, or the system itself. */
export type Actor =
	| {
			kind: 'person';
			personId: string;
			relations: readonly Relation[];
			/** The applications in which he has a stake: no right of a desk holds over them (`stakesOf`). */
			stakes?: readonly string[];
			via: 'session' | 'token' | 'command';
			/** A token with scopes does these actions only (besides what anyone may). */
			limitedTo?: readonly string[];
			/** Somebody else looks through this person's eyes: he reads only, and nothing that he may not read himself. */
			seenBy?: { personId: string; relations: readonly Relation[]; stakes?: readonly string[] };
	  }
	| { kind: 'visitor' }
	| { kind: 'system'; name: string };

export const visitor: Actor = { kind: 'visitor' };

/** The system acting on its own: a job, the due-list, an import from the command line. */
export function system(name: string): Actor {
	return { kind: 'system', name };
}

/** How an actor stands in the ledger. */
export function actorName(actor: Actor): string {
	if (actor.kind === 'person') return `person:${actor.personId}`;
	return actor.kind === 'system' ? `system:${actor.name}` : 'visitor';
}

/** The person's id, or undefined. */
export function personOf(actor: Actor): string | undefined {
	return actor.kind === 'person' ? actor.personId : undefined;
}

/**
 * The applications that are closed to somebody at every desk: those in which he has a stake, and those in which whoever
 * looks through his eyes has one. Every query over applications for a desk leaves them out. Pure.
 */
export function closedTo(actor: Actor): readonly string[] {
	if (actor.kind !== 'person') return [];
	return [...new Set([...(actor.stakes ?? []), ...(actor.seenBy?.stakes ?? [])])];
}
