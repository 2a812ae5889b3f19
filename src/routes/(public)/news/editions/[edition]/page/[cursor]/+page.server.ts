import { loadList } from '../../../../load-list.ts';
import { siteName } from '../../../../site-name.ts';
import type { PageServerLoad } from './$types';

/** What was published about an edition before. */
export const load: PageServerLoad = async ({ locals, params: { edition, cursor } }) => ({
	site: siteName(locals),
	edition,
	...(await loadList(locals, { edition }, `/news/editions/${edition}`, cursor)),
});
