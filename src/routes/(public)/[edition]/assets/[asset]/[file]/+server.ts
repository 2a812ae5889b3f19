import { error } from '@sveltejs/kit';
import { assetForEditing, publicAsset } from '#modules/editions/server/index.ts';
import { assetResponse } from '../../../../../asset-response.ts';
import type { RequestHandler } from './$types';

/** A year: nobody asks for longer, and the same address never means another file. */
const forever = 'public, max-age=31536000, immutable';

/** A picture or document of a published edition. */
export const GET: RequestHandler = async ({ locals: { ctx, actor, preview }, params, request }) => {
	const { edition, asset: id, file: name } = params;
	const file = preview
		? await assetForEditing(ctx, actor, preview.editionId, { id, name })
		: await publicAsset(ctx, { edition, id, name });
	if (!file) error(404, 'not-found');
	return assetResponse(request, ctx.files, file, forever);
};
