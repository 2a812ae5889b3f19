import { error } from '@sveltejs/kit';
import { standingCall } from '#modules/calls/server/index.ts';
import { publicListing } from '#modules/fulfilments/server/index.ts';
import { getRunning } from '../../../../../app/running.ts';
import { keepFor } from '../../../timeless-edition.ts';
import { selectedJsonLd, selectedView } from '../../../views/selected.ts';
import type { PageServerLoad } from './$types';

/** Who was selected in a standing call. Before anything is announced there is no such page. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const standing = await standingCall(locals.ctx, params.call);
	const found = standing && (await publicListing(locals.ctx, { deskId: standing.callId, call: params.call }));
	if (!standing || !found) error(404, 'not-found');
	const { locale } = locals;
	keepFor(locals, `${standing.callId} site`);
	const view = selectedView(found, standing.call.cohorts ?? [], locale);
	return { view, jsonLd: selectedJsonLd(view, locale, getRunning().origin, `/calls/${view.slug}/selected`) };
};
