import { listEditions } from '#modules/editions/server/index.ts';
import { sitemapIndex } from '#modules/publications/sitemap.ts';
import { getRunning } from '../../../app/running.ts';
import { keepFor } from '../timeless-edition.ts';
import type { RequestHandler } from './$types';

/**
 * The installation's sitemaps. Always an index, one sitemap for each edition: a change of one edition then leaves the
 * others' as they are, however many there are.
 */
export const GET: RequestHandler = async ({ locals }) => {
	const editions = (await listEditions(locals.ctx)).filter(({ state }) => state === 'published');
	keepFor(locals, 'site');
	const paths = ['/sitemap-site.xml', '/news/sitemap.xml', ...editions.map(({ slug }) => `/${slug}/sitemap.xml`)];
	return new Response(sitemapIndex(getRunning().origin, paths), {
		headers: { 'content-type': 'application/xml; charset=utf-8' },
	});
};
