import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { type Call, callSchema } from '../call.ts';
import { call, callForm, callStage, callWindow } from './tables.ts';

/** The calls of an edition as they stand, in the shape of a bundle, by slug. Two queries. */
export async function callsOfEdition(ctx: Context, editionId: string): Promise<Call[]> {
	const rows = await ctx.db
		.select({ call, form: callForm.form, window: callWindow })
		.from(call)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(eq(call.editionId, editionId))
		.orderBy(asc(call.slug));
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row.call.id);
	const stages = await ctx.db
		.select({ callId: callStage.callId, definition: callStage.definition })
		.from(callStage)
		.where(inArray(callStage.callId, ids))
		.orderBy(asc(callStage.position));
	return rows.map(({ call: { id, slug, title, summary, noun, contact, numberPrefix }, form, window }) => {
		const { zone, opens, closes, graceMinutes, lastHours } = window;
		return callSchema.parse({
			slug,
			title,
			summary,
			...(noun ? { noun } : {}),
			...(contact ? { contact } : {}),
			numberPrefix,
			window: { zone, opens, closes, graceMinutes, lastHours },
			form,
			stages: stages.filter((stage) => stage.callId === id).map((stage) => stage.definition),
		});
	});
}
