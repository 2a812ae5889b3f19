import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { conflictsOfApplicant, stateAgainst, takeBackStatement } from '#modules/review/server/index.ts';
import { sayConflictRefusal } from '#modules/review/ui/say-conflict-refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Who judges, and with whom the people of an application have a conflict of interest. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const found = await conflictsOfApplicant(ctx, actor, { application: params.application, locale });
	if (!found) throw notFound();
	const done = (['stated', 'taken-back'] as const).find((one) => one === url.searchParams.get('done')) ?? null;
	return { found, done };
};

async function attempt(event: RequestEvent, done: string, work: (form: FormData) => Promise<void>) {
	const { locale } = event.locals;
	const form = await event.request.formData();
	try {
		await work(form);
	} catch (thrown) {
		const { status, ...said } = sayConflictRefusal(thrown, locale);
		const typed = (name: string) => String(form.get(name) ?? '');
		return fail(status, { person: typed('person'), kind: typed('kind'), text: typed('text'), ...said });
	}
	redirect(303, localePath(locale, `/me/applications/${event.params.application}/conflicts?done=${done}`));
}

export const actions: Actions = {
	state: (event) => {
		const { ctx, actor } = event.locals;
		return attempt(event, 'stated', (form) =>
			stateAgainst(ctx, actor, {
				application: event.params.application as string,
				person: String(form.get('person') ?? ''),
				kind: String(form.get('kind') ?? ''),
				text: String(form.get('text') ?? ''),
			}),
		);
	},
	'take-back': (event) => {
		const { ctx, actor } = event.locals;
		return attempt(event, 'taken-back', (form) =>
			takeBackStatement(ctx, actor, { statement: String(form.get('statement') ?? '') }),
		);
	},
};
