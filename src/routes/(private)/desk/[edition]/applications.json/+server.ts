import { exportJson } from '#modules/calls/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { exportInput, fileResponse } from '../applications/export-input.ts';
import type { RequestHandler } from './$types';

/** The list of the desk with this search as data: what the list knows, and the answers by field as they are stored. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const pieces = await exportJson(ctx, actor, exportInput(event.url, desk, locale));
	return fileResponse(pieces, 'application/json; charset=utf-8', `${desk.slug}-applications.json`);
};
