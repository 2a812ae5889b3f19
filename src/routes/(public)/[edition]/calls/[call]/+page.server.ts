import { error } from '@sveltejs/kit';
import { cachedEdition, clockShift } from '../../../public-edition.ts';
import { callPageView } from '../../../views/call-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const call = bundle.calls.find((one) => one.slug === params.call);
	if (!call) error(404, 'not-found');
	const now = locals.ctx.clock.edition.now();
	const { short, slug } = bundle.edition;
	return { short, slug, now, shift: clockShift(locals), view: callPageView(call, locals.locale, now) };
};
