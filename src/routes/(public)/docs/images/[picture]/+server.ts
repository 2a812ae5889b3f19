import { error } from '@sveltejs/kit';
import { readPicture } from '#modules/documentation/server/index.ts';
import type { RequestHandler } from './$types';

/** A picture of the documentation. It changes with the version only. */
export const GET: RequestHandler = async ({ params }) => {
	const picture = await readPicture(params.picture);
	if (!picture) error(404, 'not-found');
	return new Response(new Uint8Array(picture), {
		headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' },
	});
};
