import { sitemap } from '#modules/publications/sitemap.ts';
import { getRunning } from '../../../app/running.ts';
import { keepFor } from '../timeless-edition.ts';
import { sitePaths } from '../views/paths.ts';
import type { RequestHandler } from './$types';

/** The pages across editions, for search engines. */
export const GET: RequestHandler = ({ locals }) => {
	keepFor(locals, 'site');
	const pages = sitePaths.map((path) => ({ path }));
	return new Response(sitemap(getRunning().origin, pages), {
		headers: { 'content-type': 'application/xml; charset=utf-8' },
	});
};
