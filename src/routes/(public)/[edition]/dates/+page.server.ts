import { cachedEdition } from '../../public-edition.ts';
import { documentViews } from '../../views/documents.ts';
import { dateViews } from '../../views/edition.ts';
import { builtInView } from '../../views/written-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const { locale } = locals;
	const now = locals.ctx.clock.edition.now();
	return {
		page: builtInView(bundle, 'dates', locale),
		zone: bundle.edition.zone,
		now,
		dates: dateViews(bundle, locale),
		documents: documentViews(bundle, locale).filter((one) => one.path.endsWith('/dates.ics')),
	};
};
