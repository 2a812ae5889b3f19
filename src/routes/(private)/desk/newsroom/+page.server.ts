import { articleStates } from '#modules/newsroom/article.ts';
import { articlesForDesk, newsroomPlaces } from '#modules/newsroom/server/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { listEditions } from '#modules/editions/server/index.ts';
import { listQueryOf } from './list-query.ts';
import type { PageServerLoad } from './$types';

/** So many articles stand on one page of the list. */
const limit = 50;

export const load: PageServerLoad = async ({ locals: { ctx, actor, locale }, url }) => {
	const query = listQueryOf(url.searchParams);
	const { state, edition, topic, q: words, page } = query;
	const filter = { states: state ? [state] : [], edition: edition === 'none' ? null : edition, topic, words, page };
	const found = await articlesForDesk(ctx, actor, { ...filter, limit, locale });
	const editions = await listEditions(ctx);
	return {
		query,
		...found,
		states: articleStates.filter((one) => found.counts[one] > 0 || one === state),
		editions: editions.map(({ slug, short }) => ({ slug, short })),
		pages: Math.ceil(found.total / limit),
		mayBegin: await mayBegin(),
	};

	/** Whether there is a place where this person may put an article. */
	async function mayBegin(): Promise<boolean> {
		try {
			return (await newsroomPlaces(ctx, actor)).length > 0;
		} catch (refusal) {
			if (refusal instanceof Refusal) return false;
			throw refusal;
		}
	}
};
