import { waitingAnalyses } from '#modules/analysis/server/index.ts';
import type { PageServerLoad } from './$types';

/** What waits for an editor. */
export const load: PageServerLoad = async ({ locals: { ctx, actor, locale } }) => ({
	waiting: await waitingAnalyses(ctx, actor, locale),
	zone: ctx.config.zone,
});
