import { redirect } from '@sveltejs/kit';
import { clientNetwork, isLoopback } from '#core/http/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { hitsAPage, maxQuery, mostPages, search } from '#core/search/index.ts';
import { searchSources } from '../../../app/search/sources.ts';
import { getRunning } from '../../../app/running.ts';
import { siteName } from '../news/site-name.ts';
import type { PageServerLoad } from './$types';

/**
 * What somebody looks for among the public pages. Anybody can make up as many searches as he likes, so none is kept: not
 * here, and not by caches between (no `locals.cache`: `no-store`).
 * @throws Refusal `too-many`
 */
export const load: PageServerLoad = async ({ locals, url }) => {
	const typed = (url.searchParams.get('q') ?? '').trim().slice(0, maxQuery);
	const page = Number(/^[1-9]\d{0,2}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? 1);
	const site = siteName(locals);
	if (typed === '') return { site, typed, page: 1, last: 1, found: null };
	const wait = isLoopback(locals.client) ? 0 : getRunning().searches.take(clientNetwork(locals.client));
	if (wait > 0) throw new Refusal('too-many', 'too-many-requests', { params: { seconds: wait } });
	const found = await search(locals.ctx, searchSources, { typed, locale: locals.locale, page });
	const last = Math.min(mostPages, Math.max(1, Math.ceil(found.total / hitsAPage)));
	// An address of a page that is no more (a search finds less than yesterday) leads to the last one that is.
	if (page > last) redirect(303, `${url.pathname}?${new URLSearchParams({ q: typed, page: String(last) })}`);
	return { site, typed, page, last, found };
};
