import { compareVersions } from '#modules/calls/server/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const asked = (name: string) => Number(url.searchParams.get(name)) || undefined;
	const compared = await compareVersions(ctx, actor, {
		application: params.application,
		from: asked('from'),
		to: asked('to'),
		locale,
		as: 'applicant',
	});
	return { compared };
};
