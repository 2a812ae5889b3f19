import { redirect } from '@sveltejs/kit';
import { addressOfFulfilled } from '#modules/fulfilments/server/index.ts';
import type { RequestHandler } from './$types';

/** The PDF of one's own certificate. */
export const GET: RequestHandler = async ({ locals, params }) => {
	redirect(303, `${await addressOfFulfilled(locals.ctx, locals.actor, { certificate: params.certificate })}?show`);
};
