import { cachedEdition } from '../../public-edition.ts';
import { dateViews } from '../../views/edition.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const { short, slug, zone } = bundle.edition;
	return { short, slug, zone, now: locals.ctx.clock.edition.now(), dates: dateViews(bundle, locals.locale) };
};
