import { inLocale } from '#core/i18n/index.ts';
import { listedStandingCalls } from '#modules/calls/server/index.ts';
import { organisationsById } from '#modules/editions/server/index.ts';
import { clockShift } from '../public-edition.ts';
import { callView } from '../views/edition.ts';
import { nextCallBoundary } from '../views/instants.ts';
import type { PageServerLoad } from './$types';

/** The calls of no edition: of an organisation, open all year or in rounds. */
export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, locale } = locals;
	const now = ctx.clock.edition.now();
	const standing = await listedStandingCalls(ctx);
	const organisations = await organisationsById(
		ctx,
		standing.map(({ organisationId }) => organisationId),
	);
	// Every change of a standing call raises the revision of the pages across editions, a new name of an organisation that of news.
	const until = nextCallBoundary(
		standing.map(({ call }) => call),
		now,
	);
	locals.cache = { scope: 'site news', until };
	return {
		now,
		shift: clockShift(locals),
		calls: standing.map(({ call, organisationId }) => ({
			...callView(call, locale, now),
			by: inLocale(organisations.get(organisationId)?.name ?? {}, locale).text,
		})),
	};
};
