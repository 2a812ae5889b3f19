import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { ballotPage, castBallot } from '#modules/review/server/index.ts';
import { sayReviewRefusal } from '#modules/review/ui/messages.ts';
import { textsOf } from '../said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const page = await ballotPage(ctx, actor, { assignment: params.assignment });
	return {
		page: { ...page, call: { ...page.call, title: inLocale(page.call.title, locale).text } },
		done: url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const form = await request.formData();
		const { assignment } = params;
		try {
			await castBallot(ctx, actor, {
				assignment,
				entries: textsOf(form),
				revision: Number(form.get('revision') ?? 0),
			});
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
			const say = (code: string, details = {}) => sayReviewRefusal(code, locale, details) ?? code;
			return fail(refusal.status, {
				problems: refusal.problems.map(({ path, code, params: details }) => ({ path, message: say(code, details) })),
				refusal: refusal.problems.length > 0 ? null : say(refusal.code, refusal.params),
				typed: textsOf(form),
			});
		}
		redirect(303, localePath(locale, `/review/${assignment}/ballot?done=cast`));
	},
};
