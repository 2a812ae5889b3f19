import { type ObjectType, relationsTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { CallForReview } from '#modules/calls/server/index.ts';
import { stageObjectId } from './stage-at.ts';

/**
 * The people who may be asked to score at a stage, in the order in which they came to it: its own panel, and those who
 * are reviewers or jurors of the whole call or edition. One query.
 */
export async function panelOf(ctx: Context, call: CallForReview, stageId: string): Promise<string[]> {
	const objects: { type: ObjectType; id: string }[] = [
		{ type: 'stage', id: stageObjectId(call.callId, stageId) },
		{ type: 'call', id: call.callId },
		...(call.editionId === null ? [] : [{ type: 'edition' as const, id: call.editionId }]),
	];
	const held = await relationsTo(ctx, objects);
	const scoring = held.filter(({ relation }) => relation === 'reviewer' || relation === 'juror');
	// Those of the stage itself first.
	const own = scoring.filter(({ on }) => on === 'stage');
	return [...new Set([...own, ...scoring].map(({ personId }) => personId))];
}
