import { headlineSources } from '#modules/newsroom/server/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, actor }, url }) => ({
	...(await headlineSources(ctx, actor)),
	zone: ctx.config.zone,
	removed: url.searchParams.get('done') === 'removed',
});
