import { exportCsv } from '#modules/calls/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { exportInput, fileResponse } from '../applications/export-input.ts';
import type { RequestHandler } from './$types';

/** The list of the desk with this search as a table for spreadsheets, in the language of the address. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const pieces = await exportCsv(ctx, actor, exportInput(event.url, desk, locale));
	return fileResponse(pieces, 'text/csv; charset=utf-8', `${desk.slug}-applications.csv`);
};
