import { articleMonths } from '#modules/newsroom/server/index.ts';
import { siteName } from '../site-name.ts';
import type { PageServerLoad } from './$types';

/** All months in which something was published. */
export const load: PageServerLoad = async ({ locals }) => {
	const months = await articleMonths(locals.ctx);
	locals.cache = { scope: 'news site', until: Number.MAX_SAFE_INTEGER };
	const byYear = Map.groupBy(months, ({ month }) => month.slice(0, 4));
	return {
		site: siteName(locals),
		years: [...byYear].map(([year, list]) => ({
			year,
			count: list.reduce((sum, { count }) => sum + count, 0),
			months: list,
		})),
	};
};
