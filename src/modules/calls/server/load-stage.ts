import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { type Context, remembered } from '#core/context/index.ts';
import { presentStage, type Stage } from '../stage.ts';
import { callStage, determination } from './tables.ts';

export interface LoadedStage {
	stage: Stage;
	announceBy: number | null;
	confirmBy: number | null;
}

/** The stages of a call in their order. */
export async function stagesOf(ctx: Context, callId: string): Promise<LoadedStage[]> {
	return (await stagesOfCalls(ctx, [callId])).get(callId) ?? [];
}

/** The same for work that comes by the hundred: from memory where this process has one. */
export function rememberedStages(ctx: Context, callId: string): Promise<LoadedStage[]> {
	return remembered(ctx, `stages of ${callId}`, () => stagesOf(ctx, callId));
}

/** The stages of several calls, each in its order. One query. */
export async function stagesOfCalls(ctx: Context, callIds: readonly string[]): Promise<Map<string, LoadedStage[]>> {
	const rows = await ctx.db
		.select({
			callId: callStage.callId,
			stage: callStage.definition,
			announceBy: callStage.announceBy,
			confirmBy: callStage.confirmBy,
		})
		.from(callStage)
		.where(inArray(callStage.callId, [...callIds]))
		.orderBy(asc(callStage.position));
	const stages = new Map<string, LoadedStage[]>();
	for (const { callId, ...one } of rows) {
		const list = stages.get(callId) ?? [];
		if (list.length === 0) stages.set(callId, list);
		list.push(one);
	}
	return stages;
}

/** The stage that an application is in. A call has one at least. */
export async function stageOfApplication(
	ctx: Context,
	found: { callId: string; stageId: string | null },
): Promise<LoadedStage> {
	return presentOf(await stagesOf(ctx, found.callId), found);
}

/** The same where the stages are at hand. */
export function presentOf(stages: readonly LoadedStage[], found: { callId: string; stageId: string | null }) {
	const present = presentStage(stages, found.stageId);
	if (!present) throw new Error(`the call ${found.callId} has no stage`);
	return present;
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

/** The effects of the determinations last made known, by application. One query. */
export async function announcedEffects(ctx: Context, applicationIds: readonly string[]) {
	const rows = await ctx.db
		.selectDistinctOn([determination.applicationId], {
			applicationId: determination.applicationId,
			effect: determination.effect,
		})
		.from(determination)
		.where(and(inArray(determination.applicationId, [...applicationIds]), isNotNull(determination.announcedAt)))
		.orderBy(determination.applicationId, desc(determination.position));
	return new Map(rows.map(({ applicationId, effect }) => [applicationId, effect]));
}

/** The newest determination in force beside this one: announced, or a silent advance of an earlier stage. */
export async function standingBefore(ctx: Context, applicationId: string, than: string) {
	const rows = await ctx.db
		.select()
		.from(determination)
		.where(and(eq(determination.applicationId, applicationId), isNull(determination.droppedAt)))
		.orderBy(desc(determination.position))
		.limit(2);
	return rows.find((row) => row.id !== than);
}
