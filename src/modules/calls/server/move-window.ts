import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { schedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { closingAt, type WindowInstants, windowInstants, windowSchema } from '../window.ts';
import { consequencesOf } from '../window-move.ts';
import { bumpCall } from './bump-call.ts';
import { dueOfCall } from './due.ts';
import { inDesk } from './stored-call.ts';
import { type CallPlace, callSubject, scopeOf } from './subject.ts';
import { call, callWindow } from './tables.ts';

export interface MoveWindowInput {
	/** Id of the edition, or of a standing call. */
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
export async function moveWindow(ctx: Context, actor: Actor, input: MoveWindowInput): Promise<boolean> {
	return transaction(ctx, async (tx) => {
		const found = await lockWindow(tx, actor, { desk: input.edition, call: input.call });
		const instants = await writeWindow(tx, found, input);
		if (!instants) return false;
		await record(tx, actor, {
			action: 'move-window',
			subject: { type: 'call', id: found.place.callId },
			scope: scopeOf(found.place),
			data: {
				from: { opensAt: found.window.opensAt, closesAt: found.window.closesAt },
				to: { opensAt: instants.opensAt, closesAt: instants.closesAt },
			},
		});
		return true;
	});
}

/** A call whose window is held until the end of the transaction. */
export interface LockedWindow {
	place: CallPlace;
	call: typeof call.$inferSelect;
	window: typeof callWindow.$inferSelect;
}

/** A call of a desk by its slug, with its window, for whoever may move that. @throws Refusal `not-found`, `forbidden` */
export async function lockWindow(
	ctx: Context,
	actor: Actor,
	at: { desk: string; call: string },
): Promise<LockedWindow> {
	const [found] = await ctx.db
		.select({ call, window: callWindow })
		.from(call)
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(and(inDesk(at.desk), eq(call.slug, at.call)))
		.for('update');
	if (!found) throw notFound('no-such-call');
	const { id: callId, editionId, organisationId } = found.call;
	const place = { callId, editionId, organisationId };
	demand(ctx, actor, 'call.move-window', callSubject(place));
	return { place, ...found };
}

/** Writes a moved window with all that hangs on it; undefined when it says the same as before. */
export async function writeWindow(
	ctx: Context,
	{ place, call: { slug }, window }: LockedWindow,
	{ opens, closes, accept }: Pick<MoveWindowInput, 'opens' | 'closes' | 'accept'>,
): Promise<WindowInstants | undefined> {
	const { zone, graceMinutes, lastHours } = window;
	const closing = closes === undefined ? window : closingAt(closes, window.closeOfBusiness);
	const wanted = {
		zone,
		graceMinutes,
		lastHours,
		opens: opens ?? window.opens,
		closes: closing.closes,
		...(closing.closeOfBusiness ? { closeOfBusiness: closing.closeOfBusiness } : {}),
	};
	if (
		wanted.opens === window.opens &&
		wanted.closes === window.closes &&
		closing.closeOfBusiness === window.closeOfBusiness
	)
		return undefined;
	const parsed = windowSchema.safeParse(wanted);
	if (!parsed.success) throw invalid([{ path: `call/${slug}:window.closes`, code: 'ends-before-start' }]);
	const instants = windowInstants(parsed.data);
	const unsaid = consequencesOf(window, instants, ctx.clock.edition.now()).filter(
		(one) => accept !== 'all' && !accept.includes(one),
	);
	if (unsaid.length > 0) {
		throw new Refusal('conflict', 'window-consequences', {
			params: { call: slug },
			problems: unsaid.map((code) => ({ path: `call/${slug}:window`, code, params: { ...instants } })),
		});
	}
	await ctx.db
		.update(callWindow)
		.set({ ...parsed.data, closeOfBusiness: closing.closeOfBusiness, ...instants })
		.where(eq(callWindow.callId, place.callId));
	await schedule(ctx, dueOfCall(place.callId, scopeOf(place), { ...instants, zone }, []));
	await bumpCall(ctx, place);
	return instants;
}
