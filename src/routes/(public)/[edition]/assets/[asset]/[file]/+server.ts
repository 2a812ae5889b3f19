import { error } from '@sveltejs/kit';
import { publicAsset } from '#modules/editions/server/index.ts';
import { assetResponse } from '../../../../../asset-response.ts';
import type { RequestHandler } from './$types';

/** A year: nobody asks for longer, and the same address never means another file. */
const forever = 'public, max-age=31536000, immutable';

/** A picture or document of a published edition. */
export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => {
	const file = await publicAsset(ctx, { edition: params.edition, id: params.asset, name: params.file });
	if (!file) error(404, 'not-found');
	return assetResponse(request, ctx.files, file, forever);
};
