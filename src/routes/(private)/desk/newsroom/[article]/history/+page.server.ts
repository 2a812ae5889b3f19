import { articleHistory } from '#modules/newsroom/server/index.ts';
import { openArticle } from '../open-article.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { head } = await openArticle(event);
	return { head, ...(await articleHistory(ctx, actor, head.id, locale)) };
};
