import type { Relation } from '#core/access/index.ts';
import { type DeskPlace, subjectOfDesk } from '#modules/calls/server/index.ts';
import { type Allowed, allowedTo } from '#modules/relations/who-may.ts';

/** What these relations to a desk and its parts allow: an object of it lies in itself and in the desk. Pure. */
export function actionsOf(relations: readonly Relation[], desk: DeskPlace, clock: { rehearsal: boolean }): Allowed[] {
	const { within } = subjectOfDesk(desk);
	return allowedTo(
		relations.map(({ relation, on, id }) => ({ relation, on, id })),
		({ on, id }) => ({ within: { ...within, ...(on === 'edition' || desk.standing ? {} : { [on]: id }) } }),
		clock,
	);
}
