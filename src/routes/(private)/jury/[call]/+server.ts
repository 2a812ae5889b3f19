import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { myReviews } from '#modules/review/server/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { RequestHandler } from './$types';

/** Leads a member of the panel of a call to his work in it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const work = await myReviews(locals.ctx, locals.actor);
	if (!work.some(({ call }) => call.slug === params.call)) throw notFound();
	redirect(303, localePath(locals.locale, `/review?call=${encodeURIComponent(params.call)}`));
};
