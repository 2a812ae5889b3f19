import { inLocale } from '#core/i18n/index.ts';
import { cachedEdition } from '../../public-edition.ts';
import { committeeView } from '../../views/people.ts';
import { builtInView } from '../../views/written-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const { locale } = locals;
	const page = builtInView(bundle, 'committee', locale);
	const named = bundle.committee ? inLocale(bundle.committee.name, locale).text : '';
	return { page, name: named || page.title, people: committeeView(bundle, locale) };
};
