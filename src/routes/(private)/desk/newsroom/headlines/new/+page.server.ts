import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { headlineSources, makeSource, trySource } from '#modules/newsroom/server/index.ts';
import { emptySource, inputOf, readTyped, refusedSource } from '../source-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, actor, locale } }) => {
	const { fetches } = await headlineSources(ctx, actor);
	return { fetches, zone: ctx.config.zone, typed: emptySource(locale) };
};

export const actions: Actions = {
	save: async ({ locals: { ctx, actor, locale }, request }) => {
		const typed = readTyped(await request.formData());
		let made: string;
		try {
			made = await makeSource(ctx, actor, inputOf(typed));
		} catch (thrown) {
			return refusedSource(thrown, locale, typed);
		}
		redirect(303, `${localePath(locale, `/desk/newsroom/headlines/${made}`)}?done=made`);
	},
	try: async ({ locals: { ctx, actor, locale }, request }) => {
		const typed = readTyped(await request.formData());
		try {
			return { typed, errors: [], message: null, tried: await trySource(ctx, actor, inputOf(typed)) };
		} catch (thrown) {
			return refusedSource(thrown, locale, typed);
		}
	},
};
