import { partsOfStage } from '#modules/review/server/index.ts';
import { openDesk } from '../../../../../open-desk.ts';
import type { LayoutServerLoad } from './$types';

/** The pages of a stage that are open to whoever asks, for the row of tabs on each of them. */
export const load: LayoutServerLoad = async (event) => {
	const { ctx, actor } = event.locals;
	const { desk } = await openDesk(event);
	const { call, stage } = event.params;
	return { stageParts: await partsOfStage(ctx, actor, { desk: desk.id, call, stage }) };
};
