import { inLocale } from '#core/i18n/index.ts';
import {
	askSubReviewer,
	endSubReview,
	myReviews,
	recuse,
	saveScore,
	sayNotCompetent,
	subReviewsOf,
	takeSubReview,
} from '#modules/review/server/index.ts';
import { renderedOf } from '../rendered.ts';
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
	return {
		page: { ...page, call: { ...page.call, title: inLocale(page.call.title, locale).text } },
		subReviews: page.stage.subReviewers
			? await subReviewsOf(ctx, actor, { assignment: page.assignment, locale })
			: null,
		now: ctx.clock.edition.now(),
		rendered: renderedOf(page),
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
	askSub: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const { assignment } = event.params;
		const [name, email] = ['sub-name', 'sub-email'].map((at) => String(form.get(at) ?? '')) as [string, string];
		return attempt(event, form, 'sub-review', `/review/${assignment}?done=sub-asked`, () =>
			askSubReviewer(ctx, actor, { assignment, name, email, locale }),
		);
	},
	endSub: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const { assignment } = event.params;
		return attempt(event, form, 'sub-review', `/review/${assignment}?done=sub-ended`, () =>
			endSubReview(ctx, actor, { assignment, sub: String(form.get('sub') ?? '') }),
		);
	},
	takeSub: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const { assignment } = event.params;
		return attempt(event, form, 'sub-review', `/review/${assignment}?done=sub-taken`, () =>
			takeSubReview(ctx, actor, { assignment, sub: String(form.get('sub') ?? '') }),
		);
	},
};
