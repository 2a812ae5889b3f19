import type { Relation } from '#core/access/index.ts';

/** What somebody is in an edition, by the widest of his relations; for a chair of tracks only, which ones. */
export interface Role {
	relation: 'operator' | 'organiser' | 'secretary' | 'chair' | 'liaison';
	tracks: string[];
}

const widest = ['operator', 'organiser', 'secretary', 'chair', 'liaison'] as const;

/** The widest relation that somebody has in an edition, as its desk calls him. Pure. */
export function roleIn(
	relations: readonly Relation[],
	edition: { id: string; organisationId: string | null },
): Role | null {
	const { id: editionId, organisationId } = edition;
	const here = relations.filter(
		({ on, id }) =>
			on === 'installation' ||
			(on === 'organisation' ? id === organisationId : id === editionId || id.startsWith(`${editionId}:`)),
	);
	for (const relation of widest) {
		const held = here.filter((one) => one.relation === relation);
		if (held.length === 0) continue;
		const whole = held.some(({ on }) => on !== 'track');
		return { relation, tracks: whole ? [] : held.map(({ id }) => id.slice(editionId.length + 1)).sort() };
	}
	return null;
}
