import { and, asc, desc, eq, isNotNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Stage } from '../stage.ts';
import { callStage, determination } from './tables.ts';

export interface LoadedStage {
	stage: Stage;
	announceBy: number | null;
	confirmBy: number | null;
}

/** The stages of a call in their order. */
export async function stagesOf(ctx: Context, callId: string): Promise<LoadedStage[]> {
	return ctx.db
		.select({ stage: callStage.definition, announceBy: callStage.announceBy, confirmBy: callStage.confirmBy })
		.from(callStage)
		.where(eq(callStage.callId, callId))
		.orderBy(asc(callStage.position));
}

/** The stage that decides: the named one, or the last one of the call. @throws Refusal `not-found` */
export async function decidingStage(ctx: Context, callId: string, id?: string): Promise<LoadedStage> {
	const stages = (await stagesOf(ctx, callId)).filter(({ stage }) => stage.kind === 'determination');
	const found = id === undefined ? stages.at(-1) : stages.find(({ stage }) => stage.id === id);
	if (!found) throw notFound();
	return found;
}

/** The determination that was last made known for an application, or undefined. */
export async function lastAnnounced(ctx: Context, applicationId: string) {
	const [row] = await ctx.db
		.select()
		.from(determination)
		.where(and(eq(determination.applicationId, applicationId), isNotNull(determination.announcedAt)))
		.orderBy(desc(determination.position))
		.limit(1);
	return row;
}
