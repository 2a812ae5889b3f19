import { exportXlsx } from '#modules/calls/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { exportInput, fileResponse } from '../applications/export-input.ts';
import type { RequestHandler } from './$types';

/** The list of the desk with this search as a workbook, with a sheet that names its columns. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const pieces = await exportXlsx(ctx, actor, exportInput(event.url, desk, locale));
	return fileResponse(
		pieces,
		'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		`${desk.slug}-applications.xlsx`,
	);
};
