import { exportApplications } from '#modules/calls/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { readListQuery } from '../applications/list-query.ts';
import type { RequestHandler } from './$types';

/** The list of the desk with these filters as data: the columns of the list, and the answers by field. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const { filters } = readListQuery(event.url.searchParams);
	const items = await exportApplications(ctx, actor, { ...filters, edition: desk.id });
	return new Response(`${JSON.stringify({ edition: desk.slug, filters, items }, null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${desk.slug}-applications.json"`,
		},
	});
};
