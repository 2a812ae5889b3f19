import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Actor, demand, relationsOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { operatorCount } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import type { PersonData } from '#core/person-data/index.ts';
import { Refusal, notFound } from '#core/refusal/index.ts';
import { person } from './tables.ts';

/**
 * Forgets a person, in one transaction. What must stay (decisions, published work, the chain of the ledger) stays without
 * what is personal; the id remains as an empty record, so that nothing points into the void.
 * @param parts every part that holds something of persons (`src/app/person-data.ts`)
 * @throws Refusal `conflict` `last-operator`, `not-found`
 */
export async function erasePerson(
	ctx: Context,
	actor: Actor,
	parts: readonly PersonData[],
	personId: string,
): Promise<void> {
	demand(ctx, actor, 'person.erase', { within: {}, owners: [personId] });
	await transaction(ctx, async (ctx) => {
		// Two operators who leave at once must not both see the other.
		await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('orrery.operators'))`);
		const [row] = await ctx.db
			.select({ id: person.id })
			.from(person)
			.where(and(eq(person.id, personId), isNull(person.erasedAt), isNull(person.mergedInto)))
			.for('update');
		if (!row) throw notFound();
		const held = await relationsOf(ctx, personId);
		if (held.some((own) => own.relation === 'operator') && (await operatorCount(ctx)) === 1) {
			throw new Refusal('conflict', 'last-operator');
		}
		await record(ctx, actor, { action: 'erase-person', subject: { type: 'person', id: personId } });
		for (const part of parts) await part.erase(ctx, personId);
	});
}
