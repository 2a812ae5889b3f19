import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/connection.ts';
import { stake } from './tables.ts';

/**
 * The applications in which a person has a stake, as a column of JSON: his own, those that name one of his addresses
 * (unless that was lifted), those of which a conflict is stated or confirmed. Asked at each request, so that no right of
 * a desk outlives what has become of an application.
 * @param person an expression for the id of the person; null has none
 */
export function stakesColumn(person: SQL): SQL {
	return sql`coalesce((select json_agg(s.object_id) from (
		select p.object_id from stake p where p.person_id = ${person} and p.kind <> 'lifted' and p.object_type = 'application'
		union
		select n.object_id from account_address d join stake n on n.address = d.address
			where d.person_id = ${person} and n.kind = 'part' and n.object_type = 'application'
			and not exists (select 1 from stake l where l.kind = 'lifted' and l.object_type = n.object_type
				and l.object_id = n.object_id and l.person_id = d.person_id)
	) s), '[]'::json)`;
}

/** The applications in which a person has a stake. One query. */
export async function stakesOf(ctx: Context, personId: string): Promise<string[]> {
	const [row] = await many<{ stakes: string[] }>(ctx.db, sql`select ${stakesColumn(sql`${personId}::text`)} as stakes`);
	return row?.stakes ?? [];
}

/** Says that somebody has a conflict with an application, or has none; what he has by his own part stays. Idempotent. */
export async function setConflict(
	ctx: Context,
	of: { application: string; person: string; kind: 'conflict' | 'lifted' },
	there: boolean,
): Promise<void> {
	const row = { objectType: 'application', objectId: of.application, personId: of.person, kind: of.kind } as const;
	if (there) {
		await ctx.db.insert(stake).values(row).onConflictDoNothing();
		return;
	}
	await ctx.db
		.delete(stake)
		.where(
			and(
				eq(stake.objectType, row.objectType),
				eq(stake.objectId, row.objectId),
				eq(stake.personId, row.personId),
				eq(stake.kind, row.kind),
			),
		);
}
