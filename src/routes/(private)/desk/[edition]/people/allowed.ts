import type { Relation } from '#core/access/index.ts';
import { type EditionView, subjectOfEdition } from '#modules/editions/server/index.ts';
import { type Allowed, allowedTo } from '#modules/relations/who-may.ts';

/** What these relations to an edition and its parts allow: an object of it lies in itself and in the edition. Pure. */
export function actionsOf(
	relations: readonly Relation[],
	edition: EditionView,
	clock: { rehearsal: boolean },
): Allowed[] {
	const { within } = subjectOfEdition(edition);
	return allowedTo(
		relations.map(({ relation, on, id }) => ({ relation, on, id })),
		({ on, id }) => ({ within: { ...within, ...(on === 'edition' ? {} : { [on]: id }) } }),
		clock,
	);
}
