import { translationsOf } from '#modules/editions/server/index.ts';
import { openSite } from './open-site.ts';
import { filtered, hasState, siteList, siteQueryOf, siteStates } from './site-list.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition, state } = await openSite(event);
	const translations = await translationsOf(ctx, actor, edition.id);
	const query = siteQueryOf(event.url.searchParams);
	const all = siteList(state, translations, locale);
	const rows = all.flatMap((group) => group.rows);
	return {
		query,
		groups: filtered(all, query),
		drafts: state.drafts.length,
		kinds: [...new Set(all.map(({ kind }) => kind))].map((kind) => ({
			kind,
			count: all.filter((group) => group.kind === kind).reduce((sum, group) => sum + group.rows.length, 0),
		})),
		states: siteStates
			.map((one) => ({ state: one, count: rows.filter((row) => hasState(row, one)).length }))
			.filter(({ count }) => count > 0),
	};
};
