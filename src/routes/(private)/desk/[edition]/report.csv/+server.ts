import { notFound } from '#core/refusal/index.ts';
import { exportReport } from '#modules/review/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import type { RequestHandler } from './$types';

/** One figure of the report of a call as a table for spreadsheets, in the language of the address. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'review.read');
	const { searchParams } = event.url;
	const call = calls.find(({ slug }) => slug === searchParams.get('call'));
	if (!call) throw notFound();
	const figure = searchParams.get('figure') ?? '';
	const unfold = searchParams.has('unfold');
	const table = await exportReport(ctx, actor, { desk: desk.id, call: call.slug, locale, unfold, figure });
	return new Response(table, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${desk.slug}-${call.slug}-${figure}.csv"`,
		},
	});
};
