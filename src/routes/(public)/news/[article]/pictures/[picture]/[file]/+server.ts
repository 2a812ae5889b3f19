import { error } from '@sveltejs/kit';
import { publicPicture } from '#modules/newsroom/server/index.ts';
import { assetResponse } from '../../../../../../asset-response.ts';
import type { RequestHandler } from './$types';

/** A day: what a correction or retraction takes away goes from the caches of others soon. */
const aDay = 'public, max-age=86400';

/** A picture or document of a published article. */
export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => {
	const file = await publicPicture(ctx, { slug: params.article, id: params.picture, name: params.file });
	if (!file) error(404, 'not-found');
	return assetResponse(request, ctx.files, file, aDay);
};
