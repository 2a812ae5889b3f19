import { error } from '@sveltejs/kit';
import { listRevision, listStatements } from '#modules/statements/server/index.ts';
import { cachedPublicEdition } from '../../../public-edition.ts';
import { outcomeText, outcomeViews } from '../../../views/outcomes.ts';
import type { PageServerLoad } from './$types';

/** One document that came of a closed edition. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { bundle, editionId } = await cachedPublicEdition(locals, params.edition);
	if (!bundle.outcomes?.documents.some(({ id }) => id === params.id)) error(404, 'not-found');
	const statements = await listStatements(locals.ctx, { edition: editionId });
	const document = outcomeViews(bundle, locals.locale, statements).find(({ id }) => id === params.id);
	if (!document) error(404, 'not-found');
	if (locals.cache) {
		const { settled: _, ...cache } = locals.cache;
		locals.cache = { ...cache, scope: `${cache.scope} ${listRevision}` };
	}
	const { slug, short } = bundle.edition;
	return { slug, short, document, html: outcomeText(bundle, document.id, locals.locale) ?? '' };
};
