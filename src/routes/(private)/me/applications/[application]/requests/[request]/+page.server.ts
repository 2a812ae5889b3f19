import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { answersFromForm } from '#modules/calls/answers.ts';
import { answerRequest, applicationForAuthor } from '#modules/calls/server/index.ts';
import { refusalMessages as callRefusals } from '#modules/calls/ui/refusal-messages.ts';
import { sayProblems } from '#modules/calls/ui/problem-sentences.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The request of the address, with the questions of the form that it asks for and what stands there now. */
async function openRequest({ locals, params }: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { ctx, actor, locale } = locals;
	const own = await applicationForAuthor(ctx, actor, { application: params.application, locale });
	const request = own.requests.find(({ id }) => id === params.request);
	const [newest] = own.versions;
	if (!request || !newest) throw notFound();
	const fields = newest.form.fields.filter(({ id }) => request.fields.includes(id));
	return { own, request, newest, fields };
}

export const load: PageServerLoad = async (event) => {
	const { own, request, newest, fields } = await openRequest(event);
	return {
		application: { id: own.id, number: own.number, title: own.title },
		request,
		fields,
		answers: Object.fromEntries(
			fields.flatMap(({ id }) => (newest.answers[id] === undefined ? [] : [[id, newest.answers[id]]])),
		),
		zone: own.window.zone,
		now: event.locals.ctx.clock.edition.now(),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { request, newest, fields } = await openRequest(event);
		const files = Object.fromEntries(
			fields.flatMap((field) =>
				field.kind === 'file' ? [[field.id, { maxBytes: field.maxBytes, accept: field.types }]] : [],
			),
		);
		const form = await readForm(event.request, { files, store: ctx.files, maxFieldBytes: 256 * 1024 });
		const typed = {
			answers: answersFromForm({ ...newest.form, fields }, form.fields),
			replies: Object.fromEntries(form.fields.filter(([name]) => name.startsWith('reply.'))),
		};
		const refused = (status: number, problems: { path: string; message: string }[], refusal: string | null) =>
			fail(status, { problems, refusal, typed });
		if (form.problems.length > 0) return refused(400, sayProblems(form.problems, locale), null);
		try {
			await answerRequest(ctx, actor, {
				application: event.params.application,
				request: request.id,
				entries: form.fields,
				files: form.files,
			});
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || ['not-found', 'signed-out'].includes(refusal.kind)) throw refusal;
			const sentences: Record<string, (params: Record<string, string | number>) => string> = callRefusals[locale];
			const whole = refusal.problems.length > 0 ? null : (sentences[refusal.code]?.(refusal.params) ?? refusal.code);
			return refused(refusal.status, sayProblems(refusal.problems, locale), whole);
		}
		redirect(303, localePath(locale, `/me/applications/${event.params.application}?answered`));
	},
};
