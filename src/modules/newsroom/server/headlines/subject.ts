import type { Actor, Subject } from '#core/access/index.ts';

/**
 * Where headlines of others lie: they stand beside the news of all organisations and editions of the house, so they lie in
 * each of them, and whoever is organiser or editor of one may look after them. Pure.
 */
export function headlineSubject(actor: Actor): Subject {
	const held = actor.kind === 'person' ? [...actor.relations, ...(actor.seenBy?.relations ?? [])] : [];
	const ids = (on: 'organisation' | 'edition') => held.filter((one) => one.on === on).map(({ id }) => id);
	return { within: { organisation: ids('organisation'), edition: ids('edition') } };
}
