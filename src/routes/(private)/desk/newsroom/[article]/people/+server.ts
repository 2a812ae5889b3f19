import { json } from '@sveltejs/kit';
import { directoryChoices } from '#modules/newsroom/server/index.ts';
import { findPeople } from '../find-people.ts';
import { openArticle } from '../open-article.ts';
import type { RequestHandler } from './$types';

/** People of the directory by name, for whoever writes the article: `?q=` → `{people}`. */
export const GET: RequestHandler = async (event) => {
	const { ctx, locale } = event.locals;
	const { row } = await openArticle(event, 'article.write');
	const choices = await directoryChoices(ctx, row.editionId);
	return json({ people: findPeople(choices, (event.url.searchParams.get('q') ?? '').slice(0, 100), locale) });
};
