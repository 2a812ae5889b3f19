import { sql } from 'drizzle-orm';
import { type Actor, demand, endRelation, type Relation, relationsTo } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type DeskPlace, subjectOfDesk } from '#modules/calls/server/index.ts';
import { deskNames, readPeople } from '#modules/people/server/index.ts';
import { asObjects, type EditionObject, objectsOf } from './object.ts';

/** A person with what he is to an edition and its parts. */
export interface Holder {
	personId: string;
	names: Bilingual;
	sample: boolean;
	relations: (Relation & { object: EditionObject })[];
}

/**
 * Everybody who is something to an edition, its tracks or its calls, or to a standing call, in the order in which they became it. Five queries at most.
 * @throws Refusal `forbidden`, `not-found`
 */
export async function holdersOf(
	ctx: Context,
	actor: Actor,
	desk: DeskPlace,
): Promise<{ holders: Holder[]; objects: EditionObject[] }> {
	demand(ctx, actor, 'relation.grant', subjectOfDesk(desk));
	const objects = await objectsOf(ctx, desk);
	const held = await relationsTo(ctx, asObjects(objects));
	const people = await readPeople(ctx, [...new Set(held.map(({ personId }) => personId))]);
	const names = await deskNames(ctx, people);
	const holders = new Map<string, Holder>();
	for (const { personId, ...relation } of held) {
		const person = people.get(personId);
		const object = objects.find(({ type, id }) => type === relation.on && id === relation.id);
		if (!person || !object) continue;
		const known = holders.get(personId) ?? {
			personId,
			names: names.get(personId) ?? { en: '', zh: '' },
			sample: person.sample,
			relations: [],
		};
		known.relations.push({ ...relation, object });
		holders.set(personId, known);
	}
	return { holders: [...holders.values()], objects };
}

/**
 * Ends a relation of somebody to an edition or a part of it, or to a standing call.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`last-organiser`)
 */
export async function removeRelation(
	ctx: Context,
	actor: Actor,
	desk: DeskPlace,
	input: { person: string; relation: string; object: string },
): Promise<void> {
	demand(ctx, actor, 'relation.grant', subjectOfDesk(desk));
	return transaction(ctx, async (tx) => {
		// Two organisers who end each other's part at once would both count two.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`relations:${desk.id}`}))`);
		const object = (await objectsOf(tx, desk)).find((one) => one.name === input.object);
		if (!object) throw notFound();
		const held = await relationsTo(tx, asObjects([object]));
		const mine = held.find((one) => one.personId === input.person && one.relation === input.relation);
		if (!mine) throw notFound();
		const organisers = held.filter((one) => one.relation === 'organiser');
		if (mine.relation === 'organiser' && object.type === 'edition' && organisers.length === 1) {
			throw new Refusal('conflict', 'last-organiser');
		}
		await endRelation(tx, actor, input.person, mine.relation, { type: object.type, id: object.id });
	});
}
