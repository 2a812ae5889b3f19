import { error } from '@sveltejs/kit';
import { assetForEditing, editionBySlug } from '#modules/editions/server/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { assetResponse } from '../../../../../../../asset-response.ts';
import type { RequestHandler } from './$types';

/** A picture or document as whoever works at the site sees it: drafts, seals and signatures too. */
export const GET: RequestHandler = async ({ locals: { ctx, actor }, params, request }) => {
	const edition = await editionBySlug(ctx, params.edition);
	if (!edition) throw notFound();
	const file = await assetForEditing(ctx, actor, edition.id, { id: params.asset, name: params.file });
	if (!file) error(404, 'not-found');
	return assetResponse(request, ctx.files, file, 'private, max-age=3600');
};
