import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { rebuttalPage, saveRebuttal } from '#modules/review/server/index.ts';
import { sayDiscussionRefusal } from '#modules/review/ui/discussion-messages.ts';
import type { Actions, PageServerLoad } from './$types';

/** The reviews of one's own application at a stage, and the answer to them. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const page = await rebuttalPage(ctx, actor, { ...params, locale });
	return {
		page: { ...page, call: { ...page.call, title: inLocale(page.call.title, locale).text } },
		done: url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const form = await request.formData();
		const text = String(form.get('text') ?? '');
		const submit = form.get('do') === 'submit';
		try {
			await saveRebuttal(ctx, actor, { ...params, text, revision: Number(form.get('revision') ?? 0), submit });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || ['not-found', 'signed-out', 'forbidden'].includes(refusal.kind))
				throw refusal;
			const say = (code: string, of?: Record<string, string | number>) =>
				sayDiscussionRefusal(code, locale, of) ?? code;
			return fail(refusal.status, {
				text,
				problems: refusal.problems.map(({ path, code, params: of }) => ({ path, message: say(code, of) })),
				refusal: refusal.problems.length > 0 ? null : say(refusal.code, refusal.params),
			});
		}
		const { application, stage } = params;
		const done = submit ? 'submitted' : 'saved';
		redirect(303, localePath(locale, `/me/applications/${application}/rebuttal/${stage}?done=${done}`));
	},
};
