import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/record.ts';
import type { Actor, ObjectType, Relation, RelationName } from './actor.ts';
import { stakesOf } from './stakes.ts';
import { relation } from './tables.ts';

/** What a person is to every object, at present. One query. */
export async function relationsOf(ctx: Context, personId: string): Promise<Relation[]> {
	return ctx.db
		.select({ relation: relation.relation, on: relation.objectType, id: relation.objectId })
		.from(relation)
		.where(and(eq(relation.personId, personId), isNull(relation.until)));
}

/** Who is what to any of these objects, at present. One query. */
export async function relationsTo(
	ctx: Context,
	objects: readonly { type: ObjectType; id: string }[],
): Promise<(Relation & { personId: string })[]> {
	if (objects.length === 0) return [];
	const named = objects.map(({ type, id }) => and(eq(relation.objectType, type), eq(relation.objectId, id)));
	return ctx.db
		.select({
			personId: relation.personId,
			relation: relation.relation,
			on: relation.objectType,
			id: relation.objectId,
		})
		.from(relation)
		.where(and(or(...named), isNull(relation.until)))
		.orderBy(asc(relation.since), asc(relation.id));
}

/** The actor that a person is, with all relations and stakes. Two queries. */
export async function actorFor(ctx: Context, personId: string, via: 'session' | 'token' | 'command'): Promise<Actor> {
	const relations = await relationsOf(ctx, personId);
	return { kind: 'person', personId, relations, stakes: await stakesOf(ctx, personId), via };
}

/**
 * Gives a person a relation; nothing happens when he has it. The caller has demanded `relation.grant` (or is the system).
 * @returns whether it is new
 */
export async function grantRelation(
	ctx: Context,
	actor: Actor,
	personId: string,
	name: RelationName,
	object: { type: ObjectType; id: string },
	scope?: string,
): Promise<boolean> {
	// The index decides, not a look beforehand: two may grant the same at once.
	const given = await ctx.db
		.insert(relation)
		.values({
			id: newId(),
			personId,
			relation: name,
			objectType: object.type,
			objectId: object.id,
			since: ctx.clock.edition.now(),
		})
		.onConflictDoNothing()
		.returning({ id: relation.id });
	if (given.length === 0) return false;
	await record(ctx, actor, {
		action: 'grant',
		subject: { type: object.type, id: object.id },
		...(scope ? { scope } : {}),
		data: { relation: name, person: personId },
	});
	return true;
}

/** Ends a relation. @returns whether there was one */
export async function endRelation(
	ctx: Context,
	actor: Actor,
	personId: string,
	name: RelationName,
	object: { type: ObjectType; id: string },
): Promise<boolean> {
	const ended = await ctx.db
		.update(relation)
		.set({ until: ctx.clock.edition.now() })
		.where(
			and(
				eq(relation.personId, personId),
				eq(relation.relation, name),
				eq(relation.objectType, object.type),
				eq(relation.objectId, object.id),
				isNull(relation.until),
			),
		)
		.returning({ id: relation.id });
	if (ended.length === 0) return false;
	await record(ctx, actor, {
		action: 'end-relation',
		subject: { type: object.type, id: object.id },
		data: { relation: name, person: personId },
	});
	return true;
}
