import { error } from '@sveltejs/kit';
import { pictureForDesk } from '#modules/newsroom/server/index.ts';
import { assetResponse } from '../../../../../../../asset-response.ts';
import type { RequestHandler } from './$types';

/** A picture or document of an article as the newsroom sees it: those of drafts and of earlier versions too. */
export const GET: RequestHandler = async ({ locals: { ctx, actor }, params, request }) => {
	const file = await pictureForDesk(ctx, actor, { articleId: params.article, id: params.picture, name: params.file });
	if (!file) error(404, 'not-found');
	return assetResponse(request, ctx.files, file, 'private, max-age=3600');
};
