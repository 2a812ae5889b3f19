import { toCsv } from '#core/spreadsheet/index.ts';
import { bulkReport } from '#modules/calls/server/index.ts';
import { bulkMessages } from '#modules/calls/ui/bulk-messages.ts';
import { messages as callMessages } from '#modules/calls/ui/messages.ts';
import { openDesk } from '../../../../../open-desk.ts';
import { messages } from '../../messages.ts';
import { whatBecame } from '../what-became.ts';
import type { RequestHandler } from './$types';

/** What became of each application of an act, as a table for spreadsheets. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const { rows, state } = await bulkReport(ctx, actor, { desk: desk.id, act: event.params.act });
	const t = messages[locale];
	const { number, title, people } = callMessages[locale].listColumn;
	const text = toCsv(
		[number, title, people, t.act.what],
		rows.map((row) => [row.number, row.title, row.people, whatBecame(row, state, t, bulkMessages[locale])]),
	);
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${desk.slug}-bulk-report.csv"`,
		},
	});
};
