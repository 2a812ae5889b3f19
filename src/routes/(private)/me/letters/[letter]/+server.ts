import { redirect } from '@sveltejs/kit';
import { notFound } from '#core/refusal/index.ts';
import { openLetter } from '#modules/letters/server/index.ts';
import type { RequestHandler } from './$types';

/** The PDF of one's own letter. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { file } = await openLetter(locals.ctx, locals.actor, params.letter);
	if (!file) throw notFound();
	redirect(303, `${file}?show`);
};
