import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type WindowInstants, windowState } from '../../window.ts';
import { demandOpen, tokenDigest } from '../load-draft.ts';
import { draft } from '../tables.ts';
import { type LateWay, lateWay, lateWayById, spendLateLink } from './late-link.ts';

/** What decides whether a draft may be handed in now. */
export interface Arriving {
	callId: string;
	window: WindowInstants & { zone: string };
	/** Set for a new version of something handed in: a personal link is for first applications only. */
	applicationId: string | null;
	/** The link that the draft was begun with. */
	lateLinkId: string | null;
	/** The secret of a link that the browser holds. */
	late?: string | null | undefined;
}

/**
 * By which way something is handed in at an instant: in time (null), or after the close by a personal link, of which one
 * use is counted in this transaction.
 * @returns the id of the link
 * @throws Refusal `closed` (`window-not-open`, `window-closed`, `late-link-spent`)
 */
export async function wayIn(ctx: Context, from: Arriving, at: number): Promise<string | null> {
	const late = from.applicationId === null && windowState(from.window, at) === 'closed';
	const link = late ? ((await lateWay(ctx, from.callId, from.late))?.id ?? from.lateLinkId) : null;
	if (link === null) {
		demandOpen(from.window, at);
		return null;
	}
	await spendLateLink(ctx, from.callId, link);
	return link;
}

/**
 * Opens a call by a personal link: what this person, or this browser, has begun for the call goes by the link from now on,
 * also from another device.
 * @returns undefined when the secret opens nothing (any more)
 */
export async function openLateLink(
	ctx: Context,
	actor: Actor,
	input: { call: string; secret: string; token?: string | null | undefined },
): Promise<LateWay | undefined> {
	const way = await lateWay(ctx, input.call, input.secret);
	if (!way) return undefined;
	const person = personOf(actor);
	const own =
		person !== undefined
			? eq(draft.personId, person)
			: input.token
				? and(isNull(draft.personId), eq(draft.tokenDigest, tokenDigest(input.token)))
				: undefined;
	if (own) {
		await ctx.db
			.update(draft)
			.set({ lateLinkId: way.id })
			.where(and(eq(draft.callId, input.call), isNull(draft.applicationId), own));
	}
	return way;
}

/** The way that is open after the close for whoever has this draft or this secret; undefined when there is none. */
export async function lateWayFor(
	ctx: Context,
	input: { call: string; secret?: string | null | undefined; draft?: { lateLinkId: string | null } | undefined },
): Promise<LateWay | undefined> {
	return (
		(await lateWay(ctx, input.call, input.secret)) ??
		(await lateWayById(ctx, input.call, input.draft?.lateLinkId ?? null))
	);
}
