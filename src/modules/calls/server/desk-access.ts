import { type Action, type Actor, can, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { fieldByRole, type Option, optionsOf } from '../form.ts';
import type { StoredCall } from './stored-call.ts';
import { callSubject, trackObjectId } from './subject.ts';

/** What somebody of the desk may see of a call: all of it (null), or the applications of these tracks. */
export interface Sight {
	stored: StoredCall;
	tracks: string[] | null;
	/** Applications in which he has a stake himself: he sees nothing of them at a desk. */
	closed: readonly string[];
}

/** The tracks and outside subjects that a call offers. */
export function trackOptionsOf(stored: StoredCall): readonly Option[] {
	const field = fieldByRole(stored.call.form, 'track');
	return field?.kind === 'track' ? optionsOf(field) : [];
}

/**
 * Narrows the calls of a desk to what this person may do this with: whole calls, or single tracks of them.
 * @throws Refusal `not-found`, `forbidden`, `signed-out` when that is nothing at all
 */
export function sightOf(
	ctx: Context,
	actor: Actor,
	action: Action,
	desk: string,
	calls: readonly StoredCall[],
): Sight[] {
	const closed = closedTo(actor);
	const seen = calls.flatMap((stored): Sight[] => {
		const subject = callSubject(stored);
		if (can(actor, action, subject, ctx.clock) === 'yes') return [{ stored, tracks: null, closed }];
		const tracks = trackOptionsOf(stored)
			.map((option) => option.id)
			.filter((track) => {
				const within = { ...subject.within, track: trackObjectId(desk, track) };
				return can(actor, action, { within }, ctx.clock) === 'yes';
			});
		return tracks.length > 0 ? [{ stored, tracks, closed }] : [];
	});
	if (seen.length > 0) return seen;
	const everything = {
		edition: desk,
		organisation: calls.map((stored) => stored.organisationId),
		call: calls.map((stored) => stored.callId),
		track: calls.flatMap((stored) => trackOptionsOf(stored).map((option) => trackObjectId(desk, option.id))),
	};
	demand(ctx, actor, action, { within: everything });
	return [];
}
