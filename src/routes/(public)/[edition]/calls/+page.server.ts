import { cachedEdition, clockShift } from '../../public-edition.ts';
import { callViews } from '../../views/edition.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const now = locals.ctx.clock.edition.now();
	const { short, slug } = bundle.edition;
	return { short, slug, now, shift: clockShift(locals), calls: callViews(bundle, locals.locale, now) };
};
