import { redirect } from '@sveltejs/kit';
import { addressOfFulfilled } from '#modules/fulfilments/server/index.ts';
import type { RequestHandler } from './$types';

/** A document that the desk has given to the applicant. */
export const GET: RequestHandler = async ({ locals, params }) => {
	redirect(303, `${await addressOfFulfilled(locals.ctx, locals.actor, { document: params.fulfilment })}?show`);
};
