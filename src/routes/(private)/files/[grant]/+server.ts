import { personOf } from '#core/access/index.ts';
import { downloadHeaders, openGrant } from '#core/files/index.ts';
import type { RequestHandler } from './$types';

/** One file for one reader. What is not his, has run out or never was is not found. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const opened = await openGrant(locals.ctx, params.grant, personOf(locals.actor));
	return new Response(opened.stream, { headers: downloadHeaders(opened, { inline: url.searchParams.has('show') }) });
};
