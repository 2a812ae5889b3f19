import { loadList } from '../../load-list.ts';
import { siteName } from '../../site-name.ts';
import type { PageServerLoad } from './$types';

/** What is published about an edition. */
export const load: PageServerLoad = async ({ locals, params: { edition } }) => ({
	site: siteName(locals),
	edition,
	...(await loadList(locals, { edition }, `/news/editions/${edition}`)),
});
