import { compareVersions } from '#modules/calls/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event, 'application.list');
	const asked = (name: string) => Number(event.url.searchParams.get(name)) || undefined;
	const compared = await compareVersions(ctx, actor, {
		application: event.params.id,
		from: asked('from'),
		to: asked('to'),
		locale,
		as: 'desk',
	});
	return { slug: desk.slug, short: desk.short, compared };
};
