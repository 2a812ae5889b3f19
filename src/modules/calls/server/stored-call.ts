import { and, asc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import { type Context, remembered } from '#core/context/index.ts';
import type { Call } from '../call.ts';
import type { WindowInstants } from '../window.ts';
import type { LoadedStage } from './load-stage.ts';
import type { CallPlace } from './subject.ts';
import { call, callForm, callStage, callWindow } from './tables.ts';

/** A call as it is stored: as a bundle has it, and the instants that follow. */
export interface StoredCall extends CallPlace {
	call: Call;
	instants: WindowInstants;
	stages: LoadedStage[];
}

/** The calls that fit, in the order in which they open. Two queries, however many there are. */
export async function storedCalls(ctx: Context, where: SQL | undefined): Promise<StoredCall[]> {
	const rows = await ctx.db
		.select({ call, form: callForm.form, window: callWindow })
		.from(call)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(where)
		.orderBy(asc(callWindow.opensAt), asc(call.slug));
	const stages = await ctx.db
		.select()
		.from(callStage)
		.where(
			inArray(
				callStage.callId,
				rows.map((row) => row.call.id),
			),
		)
		.orderBy(asc(callStage.position));
	return rows.map((row) => {
		const own = stages.filter((stage) => stage.callId === row.call.id);
		const { zone, opens, closes, closeOfBusiness, graceMinutes, lastHours } = row.window;
		const { opensAt, lastHoursAt, closesAt, graceEndsAt } = row.window;
		const { id, editionId, organisationId, slug, title, summary, noun, contact, numberPrefix, settings } = row.call;
		return {
			callId: id,
			editionId,
			organisationId,
			call: {
				slug,
				title: title as Call['title'],
				summary: summary as Call['summary'],
				...(noun ? { noun: noun as NonNullable<Call['noun']> } : {}),
				...(contact ? { contact } : {}),
				numberPrefix,
				window: { zone, opens, closes, ...(closeOfBusiness ? { closeOfBusiness } : {}), graceMinutes, lastHours },
				form: row.form,
				stages: own.map((stage) => stage.definition),
				...settings,
			},
			instants: { opensAt, lastHoursAt, closesAt, graceEndsAt },
			stages: own.map(({ definition, announceBy, confirmBy }) => ({ stage: definition, announceBy, confirmBy })),
		};
	});
}

/** The calls of a desk: those of an edition, or the standing call that has this id. */
export function callsIn(ctx: Context, desk: string): Promise<StoredCall[]> {
	return remembered(ctx, `calls of ${desk}`, () => storedCalls(ctx, inDesk(desk)));
}

/** What narrows calls to those of a desk. */
export function inDesk(desk: string): SQL | undefined {
	return or(eq(call.editionId, desk), and(isNull(call.editionId), eq(call.id, desk)));
}

/** The calls of an edition as its bundle has them, for import and export. */
export async function callsOfEdition(ctx: Context, editionId: string): Promise<Call[]> {
	return (await callsIn(ctx, editionId)).flatMap((stored) => (stored.editionId === null ? [] : [stored.call]));
}
