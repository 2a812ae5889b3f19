import { and, inArray, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { application } from './tables.ts';

/**
 * Notes that something is being done with applications at the stage they are in, so that they are not silently taken back
 * from it. Part of the caller's transaction.
 */
export async function beginWork(ctx: Context, applicationIds: readonly string[]): Promise<void> {
	await ctx.db
		.update(application)
		.set({ stageWorkedAt: ctx.clock.edition.now() })
		.where(and(inArray(application.id, [...applicationIds]), isNull(application.stageWorkedAt)));
}
