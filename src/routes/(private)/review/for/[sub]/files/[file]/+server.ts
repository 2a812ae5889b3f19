import { redirect } from '@sveltejs/kit';
import { fileForSubReviewer } from '#modules/review/server/index.ts';
import type { RequestHandler } from './$types';

/** Leads to the address under which whoever writes for a reviewer, and only he, gets the file. */
export const GET: RequestHandler = async ({ locals, params }) => {
	redirect(303, `/files/${await fileForSubReviewer(locals.ctx, locals.actor, params)}?show`);
};
