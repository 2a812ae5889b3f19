import { loadList } from '../../../../load-list.ts';
import { siteName } from '../../../../site-name.ts';
import type { PageServerLoad } from './$types';

/** What was published on a topic before. */
export const load: PageServerLoad = async ({ locals, params: { topic, cursor } }) => ({
	site: siteName(locals),
	topic,
	...(await loadList(locals, { topic }, `/news/topics/${topic}`, cursor)),
});
