import { loadList } from './load-list.ts';
import { siteName } from './site-name.ts';
import type { PageServerLoad } from './$types';

/** The newest of all. */
export const load: PageServerLoad = async ({ locals }) => ({
	site: siteName(locals),
	...(await loadList(locals, {}, '/news')),
});
