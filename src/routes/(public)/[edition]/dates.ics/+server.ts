import { dayOf } from '#core/clock/index.ts';
import { getRunning } from '../../../../app/running.ts';
import { cachedEdition } from '../../public-edition.ts';
import { datesCalendar } from '../../views/dates-calendar.ts';
import type { RequestHandler } from './$types';

/** All dates of the edition, for a calendar. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const today = dayOf(locals.ctx.clock.edition.now(), bundle.edition.zone);
	return new Response(datesCalendar(bundle, locals.locale, getRunning().origin, today), {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': `inline; filename="${bundle.edition.slug}-dates.ics"`,
		},
	});
};
