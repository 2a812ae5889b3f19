import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type CallForReview, callForReview } from '#modules/calls/server/index.ts';
import type { StageOf } from '#modules/calls/stage.ts';

/** A stage whose people score. */
export type ScoredStage = StageOf<'review'> | StageOf<'jury'>;

/** A stage of a call with the people's rubric, and its place among the stages. */
export interface StageAt {
	call: CallForReview;
	stage: ScoredStage;
	/** Its place, from 0. */
	place: number;
}

/** The object of the relation that makes somebody a member of the panel of a stage. */
export function stageObjectId(callId: string, stageId: string): string {
	return `${callId}:${stageId}`;
}

/** A stage with scores. Two queries. @throws Refusal `not-found` */
export async function stageAt(ctx: Context, callId: string, stageId: string): Promise<StageAt> {
	const call = await callForReview(ctx, callId);
	const place = call.stages.findIndex(({ stage }) => stage.id === stageId);
	const stage = call.stages[place]?.stage;
	if (!stage || !('criteria' in stage)) throw notFound();
	return { call, stage, place };
}

/** The stage of a due item, whose subject is the object of its relations; undefined when it is there no more. */
export async function findStage(ctx: Context, objectId: string): Promise<StageAt | undefined> {
	const [callId, ...rest] = objectId.split(':');
	try {
		return await stageAt(ctx, callId ?? '', rest.join(':'));
	} catch (error) {
		if (error instanceof Refusal && error.kind === 'not-found') return undefined;
		throw error;
	}
}

/** What somebody is to an application that he scores at this stage. */
export function relationAt(stage: ScoredStage): 'reviewer' | 'juror' {
	return stage.kind === 'jury' ? 'juror' : 'reviewer';
}
