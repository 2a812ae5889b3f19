import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { markdownLineToHtml, markdownToHtml } from '#core/text/markdown.ts';
import { myReviews, recuse, reviewPage, saveScore } from '#modules/review/server/index.ts';
import { sayReviewRefusal } from '#modules/review/ui/messages.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const page = await reviewPage(ctx, actor, { application: params.application });
	const work = await myReviews(ctx, actor);
	const same = work.find((one) => one.call.slug === page.call.slug && one.stage.id === page.stage.id);
	const due = same?.tasks.find(
		(task) => task.application !== page.application && task.state !== 'done' && task.time.at === 'open',
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
		rendered,
		titleHtml: markdownLineToHtml(page.title),
		next: due ? { application: due.application, number: due.number } : null,
		done: url.searchParams.get('done'),
	};
};

/** Says a refusal on the page, with all that was typed; what is not there goes the usual way. */
async function attempt(event: RequestEvent, form: FormData, done: string, work: () => Promise<unknown>) {
	const { locale } = event.locals;
	try {
		await work();
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || ['not-found', 'signed-out', 'forbidden'].includes(refusal.kind)) throw refusal;
		return fail(refusal.status, {
			problems: refusal.problems.map(({ path, code, params }) => ({
				path,
				message: sayReviewRefusal(code, locale, params) ?? code,
			})),
			refusal:
				refusal.problems.length > 0 ? null : (sayReviewRefusal(refusal.code, locale, refusal.params) ?? refusal.code),
			typed: Object.fromEntries(textsOf(form)),
		});
	}
	redirect(303, localePath(locale, done));
}

function textsOf(form: FormData): [string, string][] {
	return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

export const actions: Actions = {
	score: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const { application } = event.params;
		const submit = form.get('do') === 'submit';
		return attempt(event, form, `/review/${application}?done=${submit ? 'submitted' : 'saved'}`, () =>
			saveScore(ctx, actor, {
				application,
				entries: textsOf(form),
				revision: Number(form.get('revision') ?? 0),
				submit,
			}),
		);
	},
	recuse: async (event) => {
		const { ctx, actor } = event.locals;
		const form = await event.request.formData();
		const { application } = event.params;
		const text = (name: string) => String(form.get(name) ?? '');
		return attempt(event, form, '/review?recused', () =>
			recuse(ctx, actor, { application, reason: text('reason'), text: text('text') }),
		);
	},
};
