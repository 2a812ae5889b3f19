import { error } from '@sveltejs/kit';
import { editionBySlug } from '#modules/editions/server/index.ts';
import { placedFile } from '#modules/fulfilments/server/index.ts';
import { assetResponse } from '../../../../../asset-response.ts';
import type { RequestHandler } from './$types';

/** An hour: what is taken off the site is not kept for long by anybody else. */
const mostKept = 3600;

/** A logo that is shown now, because it was promised and approved. Before and after its days there is none. */
export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => {
	const edition = await editionBySlug(ctx, params.edition);
	if (edition?.state !== 'published') error(404, 'not-found');
	const found = await placedFile(ctx, { deskId: edition.id, id: params.placement, file: params.file });
	if (!found) error(404, 'not-found');
	const left = found.endsAt === null ? mostKept : Math.floor((found.endsAt - ctx.clock.edition.now()) / 1000);
	const seconds = Math.max(0, Math.min(mostKept, left));
	return assetResponse(request, ctx.files, found, `public, max-age=${seconds}, must-revalidate`);
};
