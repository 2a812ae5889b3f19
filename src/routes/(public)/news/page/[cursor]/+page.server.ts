import { loadList } from '../../load-list.ts';
import { siteName } from '../../site-name.ts';
import type { PageServerLoad } from './$types';

/** What came before. */
export const load: PageServerLoad = async ({ locals, params }) => ({
	site: siteName(locals),
	...(await loadList(locals, {}, '/news', params.cursor)),
});
