import { sql } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';

/**
 * How many posts of others somebody has not read, by his assignment, where he has scored; those without any are absent.
 * One query.
 */
export async function unreadOfMine(ctx: Context, actor: Actor): Promise<Map<string, number>> {
	const person = personOf(actor);
	if (person === undefined) return new Map();
	const rows = await many<{ assignment: string; n: number }>(
		ctx.db,
		sql`select r.id as assignment, count(*)::int as n from review_assignment r
			join review_post p on p.application_id = r.application_id and p.stage_id = r.stage_id
			left join review_seen s on s.application_id = r.application_id and s.stage_id = r.stage_id and s.person_id = r.person_id
			where r.person_id = ${person} and r.ended_at is null and p.taken_back_at is null
				and not (p.person_id = r.person_id and p.role = 'member') and p.position > coalesce(s.position, 0)
				and (select not c.not_competent from review_score c where c.assignment_id = r.id order by c.position desc limit 1)
			group by r.id`,
	);
	return new Map(rows.map(({ assignment, n }) => [assignment, n]));
}
