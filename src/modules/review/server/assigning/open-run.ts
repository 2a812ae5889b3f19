import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import { assigningRun } from '../assigning-tables.ts';
import { type StageAt, stageAt } from '../stage-at.ts';

/** A stage as the address of a desk names it. */
export interface StageAddress {
	/** Id of the edition, or of the standing call. */
	desk: string;
	call: string;
	stage: string;
}

/** A stage for whoever assigns there. Three queries. @throws Refusal `not-found`, `forbidden`, `signed-out` */
export async function openStage(ctx: Context, actor: Actor, address: StageAddress): Promise<StageAt> {
	const at = await stageAt(ctx, await callOfDesk(ctx, address.desk, address.call), address.stage);
	demand(ctx, actor, 'review.assign', at.call.subject);
	return at;
}

export type Run = typeof assigningRun.$inferSelect;

/** A run of a stage, by its number. One query. @throws Refusal `not-found` */
export async function runOf(ctx: Context, { call, stage }: StageAt, number: number): Promise<Run> {
	const [run] = Number.isInteger(number)
		? await ctx.db
				.select()
				.from(assigningRun)
				.where(
					and(
						eq(assigningRun.callId, call.callId),
						eq(assigningRun.stageId, stage.id),
						eq(assigningRun.number, number),
					),
				)
		: [];
	if (!run) throw notFound();
	return run;
}
