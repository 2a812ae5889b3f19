import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { StandingDecision } from '../budget.ts';

/** A decision that stands at a stage of a call. */
export interface DecisionAtStage extends StandingDecision {
	id: string;
	callId: string;
	stageId: string;
	outcome: string;
	/** Edition time. */
	at: number;
}

/**
 * The decisions that stand, at every stage of these calls: of each application its present one, and those by which it went
 * on to a later stage. Who withdrew or declined has left his place. One query.
 */
export async function standingDecisions(ctx: Context, callIds: readonly string[]): Promise<DecisionAtStage[]> {
	return many<DecisionAtStage & Record<string, unknown>>(
		ctx.db,
		sql`select d.id, a.id as application, a.call_id as "callId", d.stage_id as "stageId", d.outcome, d.effect,
				d.format, coalesce(d.track, a.track) as track, (d.announced_at is not null or (d.effect = 'advance' and d.id is distinct from a.determination_id)
					or (d.effect = 'advance' and a.state = 'submitted')) as announced,
				floor(extract(epoch from d.at) * 1000)::float8 as at
			from application a join determination d on d.application_id = a.id and d.dropped_at is null
			where a.call_id = any(${sql.param([...callIds])}::text[]) and a.state not in ('withdrawn', 'declined')
				and (d.id = a.determination_id or (d.effect = 'advance' and d.stage_id is distinct from a.stage_id))
			order by a.number, d.at`,
	);
}
