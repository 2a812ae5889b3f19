import { json } from '@sveltejs/kit';
import { saveScore, ScoreConflict } from '#modules/review/server/index.ts';
import { textsOf } from '../said.ts';
import type { RequestHandler } from './$types';

/** Saves a review as it is typed. What another page saved meanwhile is not overwritten: 409 with both. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { ctx, actor, locale } = locals;
	const { assignment } = params;
	const form = await request.formData();
	const entries = textsOf(form);
	const given = Number(form.get('revision') ?? 0);
	try {
		const revision = await saveScore(ctx, actor, { assignment, entries, revision: given, submit: false, locale });
		return json({ draft: assignment, revision });
	} catch (refusal) {
		if (!(refusal instanceof ScoreConflict)) throw refusal;
		return json({ draft: assignment, revision: refusal.revision, changes: refusal.changes }, { status: 409 });
	}
};
