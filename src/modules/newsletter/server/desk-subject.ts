import type { Actor, Subject } from '#core/access/index.ts';

/**
 * Where the newsletter lies: it tells what all organisations and editions of the house publish, so it lies in each of them,
 * and whoever is organiser or editor of one may look after it. Pure.
 */
export function newsletterSubject(actor: Actor): Subject {
	const held = actor.kind === 'person' ? [...actor.relations, ...(actor.seenBy?.relations ?? [])] : [];
	const ids = (on: 'organisation' | 'edition') => held.filter((one) => one.on === on).map(({ id }) => id);
	return { within: { organisation: ids('organisation'), edition: ids('edition') } };
}
