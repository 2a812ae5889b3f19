import { type Actor, relationsTo } from '#core/access/index.ts';
import { addDays } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { invalid } from '#core/refusal/index.ts';
import type { ApplicationHead } from '#modules/calls/server/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { change, demandOpen, openFulfilment } from './load.ts';

/** Who can look after something: whoever works for the edition or the call. */
const ownerRelations: ReadonlySet<string> = new Set(['organiser', 'secretary', 'chair', 'liaison', 'volunteer']);

/** The people who may look after what follows from the decisions of a call. One query. */
export async function possibleOwners(
	ctx: Context,
	place: Pick<ApplicationHead, 'callId' | 'editionId' | 'organisationId'>,
): Promise<string[]> {
	const found = await relationsTo(ctx, [
		{ type: 'call', id: place.callId },
		{ type: 'organisation', id: place.organisationId },
		...(place.editionId === null ? [] : [{ type: 'edition' as const, id: place.editionId }]),
	]);
	return [...new Set(found.filter(({ relation }) => ownerRelations.has(relation)).map(({ personId }) => personId))];
}

/**
 * Says who looks after it and by which day it is due (the whole day counts, in the zone of the call).
 * @param input.owner null for nobody yet
 * @param input.due a day, `2021-11-20`; empty for none
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `owner`, `due`; `conflict` (`changed-meanwhile`, `cancelled`)
 */
export async function assignFulfilment(
	ctx: Context,
	actor: Actor,
	input: { fulfilment: string; owner: string | null; due: string; seen?: number },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const { row, head } = await openFulfilment(tx, actor, 'fulfilment.record', input.fulfilment, { lock: true });
		demandOpen(row, input.seen);
		if (input.owner !== null && input.owner !== row.ownerPersonId) {
			const may = await possibleOwners(tx, head);
			if (!may.includes(input.owner)) throw invalid([{ path: 'owner', code: 'not-of-the-desk' }]);
		}
		const dueAt = input.due === '' ? null : dayEnd(input.due, head.zone);
		await change(
			tx,
			actor,
			row,
			{ ownerPersonId: input.owner, dueAt },
			{ action: 'assign-fulfilment', data: { due: input.due || null } },
		);
	});
}

/** @throws Refusal `invalid` at `due` for what is no day */
function dayEnd(day: string, zone: string): number {
	if (!isDay(day)) throw invalid([{ path: 'due', code: 'not-a-day' }]);
	return instantOf(day, zone, 'end');
}

/** Whether a text is a day of the calendar, `2021-11-20`. Pure. */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
	try {
		return addDays(text, 0) === text;
	} catch {
		return false;
	}
}
