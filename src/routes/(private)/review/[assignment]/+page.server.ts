import { inLocale } from '#core/i18n/index.ts';
import { markdownLineToHtml, markdownToHtml } from '#core/text/markdown.ts';
import { myReviews, recuse, sayNotCompetent, saveScore } from '#modules/review/server/index.ts';
import { openReview } from './open.ts';
import { attempt, textsOf } from './said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const page = await openReview(locals, params.assignment);
	const work = await myReviews(ctx, actor);
	const same = work.find((one) => one.call.slug === page.call.slug && one.stage.id === page.stage.id);
	const due = same?.tasks.find(
		(task) => task.assignment !== page.assignment && task.state !== 'done' && task.time.at === 'open',
	);
	const rendered: Record<string, string> = {};
	for (const field of page.form.fields) {
		const answer = page.answers[field.id];
		if (typeof answer !== 'string') continue;
		if (field.kind === 'long-text' && field.markdown) rendered[field.id] = markdownToHtml(answer, { headingLevel: 3 });
		else if (field.kind === 'short-text' && field.maths) rendered[field.id] = markdownLineToHtml(answer);
	}
	return {
		page: { ...page, call: { ...page.call, title: inLocale(page.call.title, locale).text } },
		now: ctx.clock.edition.now(),
		rendered,
		next: due ? { assignment: due.assignment, number: due.number } : null,
		left: same?.tasks.filter((task) => task.state !== 'done' && task.time.at === 'open').length ?? 0,
		done: url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	score: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const { assignment } = event.params;
		const submit = form.get('do') === 'submit';
		return attempt(event, form, 'score', `/review/${assignment}?done=${submit ? 'submitted' : 'saved'}`, () =>
			saveScore(ctx, actor, {
				assignment,
				entries: textsOf(form),
				revision: Number(form.get('revision') ?? 0),
				submit,
				locale,
			}),
		);
	},
	notCompetent: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const { assignment } = event.params;
		return attempt(event, form, 'not-competent', `/review/${assignment}?done=not-competent`, () =>
			sayNotCompetent(ctx, actor, { assignment, text: String(form.get('why') ?? '') }),
		);
	},
	recuse: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const { assignment } = event.params;
		const text = (name: string) => String(form.get(name) ?? '');
		return attempt(event, form, 'recuse', '/review?recused', () =>
			recuse(ctx, actor, { assignment, reason: text('reason'), text: text('text') }),
		);
	},
};
