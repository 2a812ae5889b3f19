import { redirect } from '@sveltejs/kit';
import { addressOfAttestationFile } from '#modules/calls/server/index.ts';
import type { RequestHandler } from './$types';

/** Leads to the address under which this reader, and only he, gets the file. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { application, file } = params;
	redirect(303, `/files/${await addressOfAttestationFile(locals.ctx, locals.actor, { application, file })}?show`);
};
