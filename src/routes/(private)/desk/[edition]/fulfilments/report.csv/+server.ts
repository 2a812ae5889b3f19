import { promiseReport, reportCsv } from '#modules/fulfilments/server/index.ts';
import { openFulfilments } from '../open.ts';
import type { RequestHandler } from './$types';

/** The report as a table for spreadsheets, in the language of the address. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, listed } = await openFulfilments(event);
	const call = listed.find(({ slug }) => slug === event.url.searchParams.get('call'));
	const reports = await promiseReport(ctx, actor, { calls: listed, ...(call ? { call: call.slug } : {}) });
	return new Response(reportCsv(reports, locale), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${desk.slug}-fulfilments.csv"`,
		},
	});
};
