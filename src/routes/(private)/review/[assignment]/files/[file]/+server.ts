import { redirect } from '@sveltejs/kit';
import { fileForReviewer } from '#modules/review/server/index.ts';
import type { RequestHandler } from './$types';

/** Leads to the address under which this member of the panel, and only he, gets the file. */
export const GET: RequestHandler = async ({ locals, params }) => {
	redirect(303, `/files/${await fileForReviewer(locals.ctx, locals.actor, params)}?show`);
};
