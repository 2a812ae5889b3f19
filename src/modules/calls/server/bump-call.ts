import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { searchChanged } from '#core/search/index.ts';
import { type CallPlace, scopeOf } from './subject.ts';

/** Says that what the public reads of a call changed: a standing call also stands on the pages across editions. */
export async function bumpCall(ctx: Context, place: CallPlace): Promise<void> {
	await bumpRevision(ctx, scopeOf(place));
	if (place.editionId === null) await bumpRevision(ctx, 'site');
	// A call of an edition is found with it.
	await (place.editionId === null
		? searchChanged(ctx, 'standing-call', place.callId)
		: searchChanged(ctx, 'edition', place.editionId));
}
