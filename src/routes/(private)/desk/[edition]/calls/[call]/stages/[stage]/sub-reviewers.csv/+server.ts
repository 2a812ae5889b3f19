import { exportSubReviewCredits } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import type { RequestHandler } from './$types';

/** Who is thanked for reviews written for members of the panel, as a table. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call } = event.params;
	const text = await exportSubReviewCredits(ctx, actor, { desk: desk.id, call, locale });
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${call}-sub-reviewers.csv"`,
			'cache-control': 'private, no-store',
		},
	});
};
