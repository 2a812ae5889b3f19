import { json } from '@sveltejs/kit';
import { saveDraft } from '#modules/calls/server/index.ts';
import { openCall, receive } from '../apply.ts';
import type { RequestHandler } from './$types';

/** Saves what is typed, as it is typed. Files are not sent here. */
export const POST: RequestHandler = async (event) => {
	const { ctx, actor } = event.locals;
	const call = await openCall(event);
	const posted = await receive(event, call);
	const { key, revision, entries, stored } = posted;
	// Begun by this very save: it is stored already.
	if (stored) return json({ draft: key.draft, revision, savedAt: ctx.clock.edition.now() });
	const saved = await saveDraft(ctx, actor, { ...key, revision, entries, call });
	const { draft } = saved;
	return saved.saved
		? json({ draft, revision: saved.revision, savedAt: saved.savedAt })
		: json({ draft, revision: saved.revision, savedAt: saved.savedAt, changes: saved.changes }, { status: 409 });
};
