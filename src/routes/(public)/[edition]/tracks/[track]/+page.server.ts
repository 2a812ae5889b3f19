import { error } from '@sveltejs/kit';
import { cachedEdition, clockShift } from '../../../public-edition.ts';
import { callViews, trackViews } from '../../../views/edition.ts';
import { builtInView } from '../../../views/written-page.ts';
import { programmeView } from '../../../views/programme.ts';
import type { PageServerLoad } from './$types';

/** One track, or a subject that is welcome outside them. Its code may be typed in small letters too. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const { locale } = locals;
	const { tracks, outside } = trackViews(bundle, locale);
	const all = [...tracks, ...outside];
	const place = all.findIndex((one) => one.code.toLowerCase() === params.track.toLowerCase());
	const track = all[place];
	if (!track) error(404, 'not-found');
	const now = locals.ctx.clock.edition.now();
	const { days, zone } = programmeView(bundle, locale);
	return {
		page: builtInView(bundle, 'tracks', locale),
		track,
		before: all[place - 1] ?? null,
		after: all[place + 1] ?? null,
		zone,
		/** Days on which the track meets, each with its place. */
		meets: days.flatMap(({ at, parallel }) =>
			parallel.filter((one) => one.track?.code === track.code).map(({ hours, where }) => ({ at, hours, where })),
		),
		now,
		shift: clockShift(locals),
		calls: callViews(bundle, locale, now),
	};
};
