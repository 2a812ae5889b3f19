import { inLocale } from '#core/i18n/index.ts';
import { saveSubReview, subReviewPage } from '#modules/review/server/index.ts';
import { renderedOf } from '../../rendered.ts';
import { attempt, textsOf } from '../../[assignment]/said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const page = await subReviewPage(ctx, actor, { sub: params.sub, locale });
	return {
		page: { ...page, call: { ...page.call, title: inLocale(page.call.title, locale).text } },
		rendered: renderedOf(page),
		now: ctx.clock.edition.now(),
		done: url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	score: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const { sub } = event.params;
		const submit = form.get('do') === 'submit';
		return attempt(event, form, 'score', `/review/for/${sub}?done=${submit ? 'submitted' : 'saved'}`, () =>
			saveSubReview(ctx, actor, {
				sub,
				entries: textsOf(form),
				revision: Number(form.get('revision') ?? 0),
				submit,
				locale,
			}),
		);
	},
};
