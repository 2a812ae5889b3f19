import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { CallForReview } from '#modules/calls/server/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { isSecret } from '../phases.ts';
import type { ScoredStage } from './stage-at.ts';

/**
 * Whether everybody who was asked at a stage has answered everything of it that is still to be decided: scored, or said
 * that he is not competent. One query.
 */
export async function isAllIn(
	ctx: Context,
	call: Pick<CallForReview, 'callId' | 'stages'>,
	stageId: string,
): Promise<boolean> {
	const first = call.stages[0]?.stage.id ?? '';
	const rows = await many<{ open: number }>(
		ctx.db,
		sql`select 1 as open from review_assignment r join application a on a.id = r.application_id
			where r.call_id = ${call.callId} and r.stage_id = ${stageId} and r.ended_at is null
				and a.state = 'submitted' and coalesce(a.stage_id, ${first}) = ${stageId}
				and not exists (select 1 from review_score s where s.assignment_id = r.id)
			limit 1`,
	);
	return rows.length === 0;
}

/**
 * Whether the scores of a stage are secret now, from its chairs too (`when-all-in`): ranking, exports, statistics and
 * single reviews are kept back, and who has answered is all that is shown. At most one query.
 */
export async function isStageSecret(
	ctx: Context,
	call: Pick<CallForReview, 'callId' | 'stages' | 'zone'>,
	stage: ScoredStage,
): Promise<boolean> {
	if (stage.scoreVisibility !== 'when-all-in') return false;
	const closed = stage.closes !== undefined && ctx.clock.edition.now() >= instantOf(stage.closes, call.zone, 'end');
	return isSecret(stage, { closed }, closed || (await isAllIn(ctx, call, stage.id)));
}
