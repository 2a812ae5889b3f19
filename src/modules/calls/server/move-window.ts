import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { schedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { windowInstants, windowSchema } from '../window.ts';
import { consequencesOf } from '../window-move.ts';
import { dueOfCall } from './due.ts';
import { callSubject, scopeOf } from './subject.ts';
import { call, callWindow } from './tables.ts';

export interface MoveWindowInput {
	edition: string;
	/** Slug of a call of this edition. */
	call: string;
	/** Wall clock in the zone of the window; what is left out stays. */
	opens?: string;
	closes?: string;
	/** What the mover knows it to bring about, of `windowConsequences`; `all` for files, which say what they mean. */
	accept: readonly string[] | 'all';
}

/**
 * Moves the window of a call: what waits on the due-list moves with it, pages that show it are made anew.
 * @returns whether anything moved
 * @throws Refusal `not-found`, `forbidden`; `invalid` when it would close before it opens; `conflict`
 * (`window-consequences`, a problem for each that was not accepted)
 */
export async function moveWindow(
	ctx: Context,
	actor: Actor,
	{ edition, call: slug, opens, closes, accept }: MoveWindowInput,
): Promise<boolean> {
	return transaction(ctx, async (tx) => {
		const [found] = await tx.db
			.select({ call, window: callWindow })
			.from(call)
			.innerJoin(callWindow, eq(callWindow.callId, call.id))
			.where(and(eq(call.editionId, edition), eq(call.slug, slug)))
			.for('update');
		if (!found) throw notFound('no-such-call');
		const place = { callId: found.call.id, editionId: edition, organisationId: found.call.organisationId };
		demand(tx, actor, 'call.move-window', callSubject(place));
		const { zone, graceMinutes, lastHours } = found.window;
		const wanted = {
			zone,
			graceMinutes,
			lastHours,
			opens: opens ?? found.window.opens,
			closes: closes ?? found.window.closes,
		};
		if (wanted.opens === found.window.opens && wanted.closes === found.window.closes) return false;
		const parsed = windowSchema.safeParse(wanted);
		if (!parsed.success) throw invalid([{ path: `call/${slug}:window.closes`, code: 'ends-before-start' }]);
		const instants = windowInstants(parsed.data);
		const unsaid = consequencesOf(found.window, instants, tx.clock.edition.now()).filter(
			(one) => accept !== 'all' && !accept.includes(one),
		);
		if (unsaid.length > 0) {
			throw new Refusal('conflict', 'window-consequences', {
				params: { call: slug },
				problems: unsaid.map((code) => ({ path: `call/${slug}:window`, code, params: { ...instants } })),
			});
		}
		await tx.db
			.update(callWindow)
			.set({ ...parsed.data, ...instants })
			.where(eq(callWindow.callId, place.callId));
		await schedule(tx, dueOfCall(place.callId, scopeOf(place), instants, []));
		await bumpRevision(tx, scopeOf(place));
		await record(tx, actor, {
			action: 'move-window',
			subject: { type: 'call', id: place.callId },
			scope: scopeOf(place),
			data: {
				from: { opensAt: found.window.opensAt, closesAt: found.window.closesAt },
				to: { opensAt: instants.opensAt, closesAt: instants.closesAt },
			},
		});
		return true;
	});
}
