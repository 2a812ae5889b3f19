import { asc, eq, sql } from 'drizzle-orm';
import type { PersonData } from '#core/person-data/person-data.ts';
import { stake } from './tables.ts';

/** In which objects somebody has a stake, as a part of what is held of him. */
export const stakePersonData: PersonData = {
	name: 'stakes',
	columns: ['stake.person_id'],
	async export(ctx, personId) {
		return ctx.db
			.select({ objectType: stake.objectType, objectId: stake.objectId, kind: stake.kind })
			.from(stake)
			.where(eq(stake.personId, personId))
			.orderBy(asc(stake.objectId), asc(stake.kind));
	},
	async merge(ctx, from, into) {
		await ctx.db.execute(sql`insert into stake (object_type, object_id, person_id, address, kind)
			select object_type, object_id, ${into}, address, kind from stake where person_id = ${from} on conflict do nothing`);
		await ctx.db.delete(stake).where(eq(stake.personId, from));
	},
	async erase(ctx, personId) {
		await ctx.db.delete(stake).where(eq(stake.personId, personId));
	},
};
