import { error } from '@sveltejs/kit';
import { listedCalls } from '#modules/fulfilments/server/index.ts';
import { cachedPublicEdition, clockShift } from '../../../public-edition.ts';
import { callPageView } from '../../../views/call-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { editionId, bundle } = await cachedPublicEdition(locals, params.edition);
	const call = bundle.calls.find((one) => one.slug === params.call);
	if (!call) error(404, 'not-found');
	const now = locals.ctx.clock.edition.now();
	const { short, slug } = bundle.edition;
	const selected = (await listedCalls(locals.ctx, editionId)).has(call.slug);
	return { short, slug, now, shift: clockShift(locals), selected, view: callPageView(call, locals.locale, now) };
};
