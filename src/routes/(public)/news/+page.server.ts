import { loadHeadlines } from './load-headlines.ts';
import { loadList } from './load-list.ts';
import { siteName } from './site-name.ts';
import type { PageServerLoad } from './$types';

/** The newest of all. */
export const load: PageServerLoad = async ({ locals }) => {
	const found = { site: siteName(locals), ...(await loadList(locals, {}, '/news')) };
	locals.cache = { scope: 'news site headlines', until: Number.MAX_SAFE_INTEGER };
	return { ...found, elsewhere: await loadHeadlines(locals) };
};
