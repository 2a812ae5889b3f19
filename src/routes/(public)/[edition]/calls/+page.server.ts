import { cachedEdition, clockShift } from '../../public-edition.ts';
import { contactViews } from '../../views/beside.ts';
import { callViews, dateViews, trackViews } from '../../views/edition.ts';
import { builtInView } from '../../views/written-page.ts';
import type { PageServerLoad } from './$types';

/** The call for papers: what the committee says of it, the calls that take something, their subjects and dates. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const { locale } = locals;
	const now = locals.ctx.clock.edition.now();
	return {
		page: builtInView(bundle, 'calls', locale),
		now,
		shift: clockShift(locals),
		zone: bundle.edition.zone,
		calls: callViews(bundle, locale, now),
		dates: dateViews(bundle, locale),
		...trackViews(bundle, locale),
		contact: contactViews(bundle, locale)[0] ?? null,
	};
};
