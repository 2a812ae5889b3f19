import { inLocale } from '#core/i18n/index.ts';
import { promiseReport } from '#modules/fulfilments/server/index.ts';
import { openFulfilments } from '../open.ts';
import type { PageServerLoad } from './$types';

/** What was promised to each applicant, and what of it was given. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, listed } = await openFulfilments(event);
	const call = listed.find(({ slug }) => slug === event.url.searchParams.get('call'));
	return {
		slug: desk.slug,
		short: desk.short,
		call: call?.slug ?? '',
		calls: listed.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text })),
		reports: await promiseReport(ctx, actor, { calls: listed, ...(call ? { call: call.slug } : {}) }),
	};
};
