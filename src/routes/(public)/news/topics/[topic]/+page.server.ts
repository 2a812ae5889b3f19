import { loadList } from '../../load-list.ts';
import { siteName } from '../../site-name.ts';
import type { PageServerLoad } from './$types';

/** What is published on a topic. */
export const load: PageServerLoad = async ({ locals, params: { topic } }) => ({
	site: siteName(locals),
	topic,
	...(await loadList(locals, { topic }, `/news/topics/${topic}`)),
});
