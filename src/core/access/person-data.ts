import { and, asc, eq, sql } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/person-data.ts';
import { relation } from './tables.ts';

/** Relations as a part of what is held of a person. */
export const relationPersonData: PersonData = {
	name: 'relations',
	columns: ['relation.person_id'],
	async export(ctx, personId) {
		return ctx.db
			.select({
				relation: relation.relation,
				objectType: relation.objectType,
				objectId: relation.objectId,
				since: relation.since,
				until: relation.until,
			})
			.from(relation)
			.where(eq(relation.personId, personId))
			.orderBy(asc(relation.since));
	},
	async merge(ctx, from, into) {
		// What both are at present stays once; the other's row goes.
		await ctx.db.execute(sql`delete from relation a using relation b
			where a.person_id = ${from} and b.person_id = ${into} and a.relation = b.relation
			and a.object_type = b.object_type and a.object_id = b.object_id
			and (a.since = b.since or (a.until is null and b.until is null))`);
		await ctx.db.update(relation).set({ personId: into }).where(eq(relation.personId, from));
	},
	async erase(ctx, personId) {
		await ctx.db
			.update(relation)
			.set({ until: ctx.clock.edition.now() })
			.where(and(eq(relation.personId, personId), sql`${relation.until} is null`));
	},
};
