import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { ApplicationState } from '../../application-state.ts';
import { application, determination } from '../tables.ts';
import type { ListOrder } from './cursor.ts';

/** Which applications a page shows, and how many fit in all. */
export interface FoundPage {
	/** In their order, with the value that they are ordered by. */
	found: { id: string; key: string }[];
	counts: { state: ApplicationState; track: string | null; n: number }[];
}

/**
 * Finds a page of what fits and counts all that does, in one statement that reads no more of a row than these need: what
 * a page shows is read for its rows alone.
 * @param input.narrowed whether more is asked than what somebody sees at all: then all rows are looked at, once for page
 * and counts; otherwise the page lies in an index and the counts in another
 * @param input.after what lies after a cursor
 */
export async function findPage(
	ctx: Context,
	input: { where: SQL | undefined; narrowed: boolean; order: ListOrder; after: SQL | undefined; limit: number },
): Promise<FoundPage> {
	const { order, limit } = input;
	const direction = order.descending ? sql`desc` : sql`asc`;
	const by = order.isUnique ? sql`key ${direction}` : sql`key ${direction}, id ${direction}`;
	const kept = input.narrowed ? sql`materialized` : sql`not materialized`;
	const [row] = await many<{ found: FoundPage['found']; counts: FoundPage['counts'] }>(
		ctx.db,
		sql`with fits as ${kept} (
				select ${application.id} as id, ${application.state} as state, ${application.track} as track, ${order.column} as key
				from ${application} left join ${determination} on ${determination.id} = ${application.determinationId}
				where ${input.where ?? sql`true`}
			)
			select (
				select coalesce(jsonb_agg(jsonb_build_object('id', id, 'key', key::text) order by ${by}), '[]')
				from (select id, key from fits where ${input.after ?? sql`true`} order by ${by} limit ${limit}) page
			) as found, (
				select coalesce(jsonb_agg(jsonb_build_object('state', state, 'track', track, 'n', n)), '[]')
				from (select state, track, count(*) as n from fits group by state, track) counted
			) as counts`,
	);
	return row ?? { found: [], counts: [] };
}
