import { redirect } from '@sveltejs/kit';
import { addressOfAttestationFile, addressOfOriginal } from '#modules/calls/server/index.ts';
import type { RequestHandler } from './$types';

/** Leads to the address under which this reader of the desk, and only he, gets a letter or the mail that came. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const input = { application: params.id, file: params.file };
	const address = url.searchParams.get('kind') === 'original' ? addressOfOriginal : addressOfAttestationFile;
	redirect(303, `/files/${await address(locals.ctx, locals.actor, input)}?show`);
};
