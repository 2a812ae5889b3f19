import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { stopSeeing } from '#modules/relations/server/index.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where whoever looks through somebody's eyes is led from a page that he may not see so. */
export const load: PageServerLoad = ({ locals }) => {
	if (locals.actor.kind !== 'person') throw new Refusal('signed-out', 'sign-in-first');
	if (locals.seeing === undefined) redirect(303, localePath(locals.locale, '/desk'));
	return { slug: locals.seeing };
};

export const actions: Actions = {
	/** Ends it. */
	default: async ({ locals }) => {
		const { ctx, actor, locale, sessionId, seeing } = locals;
		if (actor.kind !== 'person') throw new Refusal('signed-out', 'sign-in-first');
		if (sessionId) await stopSeeing(ctx, actor, sessionId);
		redirect(303, localePath(locale, seeing ? `/desk/${seeing}/people` : '/desk'));
	},
};
