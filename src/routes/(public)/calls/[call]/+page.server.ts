import { error } from '@sveltejs/kit';
import { inLocale } from '#core/i18n/index.ts';
import { standingCall } from '#modules/calls/server/index.ts';
import { organisationsById } from '#modules/editions/server/index.ts';
import { callsWithList } from '#modules/fulfilments/server/index.ts';
import { clockShift } from '../../public-edition.ts';
import { callPageView } from '../../views/call-page.ts';
import { nextCallBoundary } from '../../views/instants.ts';
import type { PageServerLoad } from './$types';

/** A standing call: who calls, until when and in which round, what will be asked. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, locale } = locals;
	const found = await standingCall(ctx, params.call);
	if (!found) error(404, 'not-found');
	const now = ctx.clock.edition.now();
	const owner = (await organisationsById(ctx, [found.organisationId])).get(found.organisationId);
	// The furniture is that of the pages across editions; a change of this call raises its own revision.
	locals.cache = { scope: `${found.callId} site news`, until: nextCallBoundary([found.call], now) };
	return {
		now,
		shift: clockShift(locals),
		view: callPageView(found.call, locale, now),
		selected: (await callsWithList(ctx, [found.callId])).has(found.callId),
		by: owner ? { name: inLocale(owner.name, locale).text, url: owner.url } : null,
	};
};
