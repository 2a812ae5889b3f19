import { inLocale } from '#core/i18n/index.ts';
import { stageBoard, subReviewCredits } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../../open-desk.ts';
import type { PageServerLoad } from './$types';

/** Who wrote reviews for members of the panel, at all stages of the call. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage } = event.params;
	const board = await stageBoard(ctx, actor, { desk: desk.id, call, stage, locale });
	return {
		call: { slug: board.call.slug, title: inLocale(board.call.title, locale).text },
		stage: { id: board.stage.id, label: board.stage.label },
		credits: await subReviewCredits(ctx, actor, { desk: desk.id, call, locale }),
	};
};
