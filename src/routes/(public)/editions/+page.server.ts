import { inLocale } from '#core/i18n/index.ts';
import { publicEdition } from '../public-edition.ts';
import { editionDays } from '../views/instants.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const bundle = await publicEdition(locals, undefined);
	const { edition, past, series } = bundle;
	const name = (one: { name: Parameters<typeof inLocale>[0] }) => inLocale(one.name, locals.locale).text;
	return {
		series: name(series),
		editions: [
			{
				slug: edition.slug,
				year: edition.year,
				name: name(edition),
				zone: edition.zone,
				days: editionDays(edition),
				preparing: false,
			},
			...past.map((one) => ({
				slug: one.slug,
				year: one.year,
				name: name(one),
				zone: edition.zone,
				days: null,
				preparing: true,
			})),
		].sort((a, b) => b.year - a.year),
	};
};
