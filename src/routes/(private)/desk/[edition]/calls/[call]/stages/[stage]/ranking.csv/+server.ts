import { typedCut } from '#modules/review/cut.ts';
import { exportStage } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import type { RequestHandler } from './$types';

/** The ranking of a stage as a table. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage } = event.params;
	const text = await exportStage(ctx, actor, {
		...{ desk: desk.id, call, stage, locale },
		top: typedCut(event.url.searchParams.get('cut')),
	});
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${call}-${stage}.csv"`,
			'cache-control': 'private, no-store',
		},
	});
};
