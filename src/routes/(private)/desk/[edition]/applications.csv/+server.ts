import { exportApplicationsCsv } from '#modules/calls/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { readListQuery } from '../applications/list-query.ts';
import type { RequestHandler } from './$types';

/** The list of the desk with these filters as a table for spreadsheets, in the language of the address. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const { filters } = readListQuery(event.url.searchParams);
	const table = await exportApplicationsCsv(ctx, actor, { ...filters, edition: desk.id, locale });
	return new Response(table, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${desk.slug}-applications.csv"`,
		},
	});
};
