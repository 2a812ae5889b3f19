import { lastPublished } from '#modules/editions/server/index.ts';
import { listedCalls } from '#modules/fulfilments/server/index.ts';
import { sitemap } from '#modules/publications/sitemap.ts';
import { getRunning } from '../../../../app/running.ts';
import { timelessEdition } from '../../timeless-edition.ts';
import { publicPaths } from '../../views/paths.ts';
import type { RequestHandler } from './$types';

/** The public pages of an edition, for search engines. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { editionId, bundle } = await timelessEdition(locals, params.edition);
	const changed = await lastPublished(locals.ctx, editionId);
	const selected = await listedCalls(locals.ctx, editionId);
	const pages = publicPaths(bundle, selected).map((path) => ({ path, changed }));
	return new Response(sitemap(getRunning().origin, pages), {
		headers: { 'content-type': 'application/xml; charset=utf-8' },
	});
};
