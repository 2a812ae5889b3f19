import { type Actor, demand, relationsOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { beginSeeing, endSeeing } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { applicantsOf, type DeskPlace, subjectOfDesk } from '#modules/calls/server/index.ts';
import { objectsOf } from './object.ts';

/**
 * From now on this session shows the edition as another person sees it, for an hour at most: reading only.
 * @param input.person somebody who is something to the edition, or has applied to it
 * @throws Refusal `forbidden`, `not-found`; `conflict` (`oneself`)
 */
export async function seeAs(
	ctx: Context,
	actor: Actor,
	desk: DeskPlace,
	input: { person: string; session: string },
): Promise<void> {
	demand(ctx, actor, 'person.see-as', subjectOfDesk(desk));
	if (actor.kind !== 'person') throw notFound();
	if (actor.personId === input.person) throw new Refusal('conflict', 'oneself');
	return transaction(ctx, async (tx) => {
		const objects = await objectsOf(tx, desk);
		const held = await relationsOf(tx, input.person);
		const related = held.some((one) => objects.some(({ type, id }) => type === one.on && id === one.id));
		// Who has nothing to do with the edition is none of its organisers' business.
		if (!related && !(await applicantsOf(tx, desk.id, [input.person])).has(input.person)) throw notFound();
		await beginSeeing(tx, input.session, input.person, desk.slug);
		await record(tx, actor, {
			action: 'see-as',
			subject: { type: 'person', id: input.person },
			scope: desk.id,
		});
	});
}

/** Sees with his own eyes again. */
export async function stopSeeing(ctx: Context, actor: Actor, session: string): Promise<void> {
	if (actor.kind !== 'person') return;
	const { personId } = actor.seenBy ?? actor;
	await transaction(ctx, async (tx) => {
		const seen = await endSeeing(tx, session, personId);
		if (seen === undefined) return;
		const own = {
			kind: 'person',
			personId,
			relations: actor.seenBy?.relations ?? actor.relations,
			via: 'session',
		} as const;
		await record(tx, own, { action: 'end-see-as', subject: { type: 'person', id: seen } });
	});
}
