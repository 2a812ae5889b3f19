import { type Action, type ActionRule, actions, can, type Relation, type Subject } from '#core/access/index.ts';

/** An action that a person may do, and the relations that allow it. */
export interface Allowed {
	action: Action;
	through: Relation[];
}

/** The actions that depend on who somebody is: neither anybody's nor one's own affair. */
export const relationActions: readonly Action[] = (Object.keys(actions) as Action[]).filter((action) => {
	const rule: ActionRule = actions[action];
	return !rule.anyone && !rule.signedIn && rule.allow.length > 0;
});

/**
 * What the relations of a person allow within an edition, in the order of the table of actions. It asks `can`, once for
 * each relation alone: what none of them allows, they don't allow together. Pure.
 * @param subjectOf where the object of a relation lies; undefined when it is not of this edition
 */
export function allowedTo(
	relations: readonly Relation[],
	subjectOf: (relation: Relation) => Subject | undefined,
	clock: { rehearsal: boolean },
): Allowed[] {
	return relationActions.flatMap((action) => {
		const through = relations.filter((relation) => {
			const subject = subjectOf(relation);
			const person = { kind: 'person', personId: '', relations: [relation], via: 'session' } as const;
			return subject !== undefined && can(person, action, subject, clock) === 'yes';
		});
		return through.length > 0 ? [{ action, through }] : [];
	});
}
