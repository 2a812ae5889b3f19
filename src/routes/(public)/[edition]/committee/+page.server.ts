import { inLocale } from '#core/i18n/index.ts';
import { cachedEdition } from '../../public-edition.ts';
import { committeeView } from '../../views/people.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	return {
		short: bundle.edition.short,
		slug: bundle.edition.slug,
		name: bundle.committee ? inLocale(bundle.committee.name, locals.locale).text : '',
		people: committeeView(bundle, locals.locale),
	};
};
