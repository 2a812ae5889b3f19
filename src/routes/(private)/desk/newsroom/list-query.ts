import { type ArticleState, articleStates } from '#modules/newsroom/article.ts';

/** What the list of articles is asked for. */
export interface ListQuery {
	state?: ArticleState;
	/** Slug of an edition, or `none` for those of no edition. */
	edition?: string;
	topic?: string;
	q?: string;
	/** From 1. */
	page: number;
}

/** Reads the filters of the list from its address; what makes no sense is left aside. Pure. */
export function listQueryOf(parameters: URLSearchParams): ListQuery {
	const said = (name: string) => parameters.get(name)?.trim().slice(0, 200) || undefined;
	const state = articleStates.find((one) => one === said('state'));
	const [edition, topic, q] = [said('edition'), said('topic'), said('q')];
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(said('page'))) || 1));
	return {
		...(state ? { state } : {}),
		...(edition ? { edition } : {}),
		...(topic ? { topic } : {}),
		...(q ? { q } : {}),
		page,
	};
}

/** The same as an address, without what is as usual; `?` and all, or nothing. Pure. */
export function listHref({ page, ...query }: ListQuery): string {
	const parameters = new URLSearchParams(query as Record<string, string>);
	if (page > 1) parameters.set('page', String(page));
	return parameters.size === 0 ? '' : `?${parameters}`;
}
