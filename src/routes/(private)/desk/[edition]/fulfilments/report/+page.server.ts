import { inLocale } from '#core/i18n/index.ts';
import { promiseReport } from '#modules/fulfilments/server/index.ts';
import { openFulfilments } from '../open.ts';
import type { PageServerLoad } from './$types';

/** So many applicants stand on a page. */
const size = 25;

/** What was promised to each applicant, and what of it was given. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, listed } = await openFulfilments(event);
	const call = listed.find(({ slug }) => slug === event.url.searchParams.get('call'));
	const reports = await promiseReport(ctx, actor, { calls: listed, ...(call ? { call: call.slug } : {}) });
	const asked = Number(event.url.searchParams.get('page') ?? 1);
	const page = Number.isInteger(asked) && asked >= 1 && asked < 100_000 ? asked : 1;
	return {
		slug: desk.slug,
		short: desk.short,
		call: call?.slug ?? '',
		calls: listed.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text })),
		page,
		size,
		total: reports.length,
		reports: reports.slice((page - 1) * size, page * size),
	};
};
