import type { Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { callPlace, callSubject } from '#modules/calls/server/index.ts';
import { editionById, subjectOfEdition } from '#modules/editions/server/index.ts';

/** What has this id as the subject of an action: an edition, or a standing call. One that does not exist is nobody's. Two queries at most. */
export async function letterDeskSubject(ctx: Context, desk: string): Promise<Subject> {
	const edition = await editionById(ctx, desk);
	if (edition) return subjectOfEdition(edition);
	const place = await callPlace(ctx, desk);
	return place && place.editionId === null ? callSubject(place) : { within: { edition: desk } };
}

/**
 * A letter or a batch as the subject of an action: it lies in its call, its edition and the organisation of that.
 * @param at.editionId the edition, or the standing call itself
 * @param at.applicationId of a letter: who has a stake in it is no desk to it
 */
export async function letterSubject(
	ctx: Context,
	at: { editionId: string; callId: string; applicationId?: string },
): Promise<Subject> {
	const { within } = await letterDeskSubject(ctx, at.editionId);
	const application = at.applicationId === undefined ? {} : { application: at.applicationId };
	return { within: { ...within, call: at.callId, ...application } };
}
