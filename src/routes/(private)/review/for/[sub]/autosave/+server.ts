import { json } from '@sveltejs/kit';
import { saveSubReview, ScoreConflict } from '#modules/review/server/index.ts';
import { textsOf } from '../../../[assignment]/said.ts';
import type { RequestHandler } from './$types';

/** Saves what is written for a reviewer as it is typed. What another page saved meanwhile is not overwritten: 409 with both. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { ctx, actor, locale } = locals;
	const { sub } = params;
	const form = await request.formData();
	const given = Number(form.get('revision') ?? 0);
	try {
		const input = { sub, entries: textsOf(form), revision: given, submit: false, locale };
		return json({ draft: sub, revision: await saveSubReview(ctx, actor, input) });
	} catch (refusal) {
		if (!(refusal instanceof ScoreConflict)) throw refusal;
		return json({ draft: sub, revision: refusal.revision, changes: refusal.changes }, { status: 409 });
	}
};
