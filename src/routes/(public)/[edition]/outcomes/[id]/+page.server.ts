import { error } from '@sveltejs/kit';
import { cachedPublicEdition } from '../../../public-edition.ts';
import { outcomeText, outcomeViews } from '../../../views/outcomes.ts';
import type { PageServerLoad } from './$types';

/** One document that came of a closed edition. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { bundle } = await cachedPublicEdition(locals, params.edition);
	const document = outcomeViews(bundle, locals.locale).find(({ id }) => id === params.id);
	if (!document) error(404, 'not-found');
	const { slug, short } = bundle.edition;
	return { slug, short, document, html: outcomeText(bundle, document.id, locals.locale) ?? '' };
};
