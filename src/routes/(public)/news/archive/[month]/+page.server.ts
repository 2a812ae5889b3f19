import { loadList } from '../../load-list.ts';
import { siteName } from '../../site-name.ts';
import type { PageServerLoad } from './$types';

/** What was published in a month. */
export const load: PageServerLoad = async ({ locals, params: { month } }) => ({
	site: siteName(locals),
	month,
	...(await loadList(locals, { month }, `/news/archive/${month}`)),
});
