import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { stopSeeing } from '#modules/relations/server/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => redirect(303, localePath(locals.locale, '/desk'));

export const actions: Actions = {
	default: async ({ locals }) => {
		const { ctx, actor, locale, sessionId, seeing } = locals;
		if (sessionId) await stopSeeing(ctx, actor, sessionId);
		redirect(303, localePath(locale, seeing ? `/desk/${seeing}/people` : '/desk'));
	},
};
