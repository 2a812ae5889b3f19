import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { letterPlaceholders } from '#modules/editions/letter-placeholders.ts';
import { dropLetterEdit, editLetter, letterWording } from '#modules/letters/server/index.ts';
import { openDesk } from '../../../../../../../open-desk.ts';
import { sayLetterRefusal } from '../../../../../say.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function openLetterHere(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { desk, calls } = await openDesk(event, 'letter.send');
	const call = calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	const path = `/desk/${desk.slug}/letters/calls/${call.slug}`;
	return { call, path, which: { callId: call.id, determination: event.params.determination } };
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { call, which } = await openLetterHere(event);
	const wording = await letterWording(ctx, actor, which);
	return {
		...wording,
		call: { slug: call.slug, title: inLocale(call.title, locale).text },
		determination: which.determination,
		placeholders: letterPlaceholders,
	};
};

export const actions: Actions = {
	save: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { path, which } = await openLetterHere(event);
		const form = await event.request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const typed = {
			subject: { en: text('subject.en'), zh: text('subject.zh') },
			body: { en: text('body.en'), zh: text('body.zh') },
		};
		try {
			await editLetter(ctx, actor, { ...which, ...typed });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
			const problems = refusal.problems.map(({ path: at, code, params }) => ({
				path: at === 'body' ? 'body.en' : at,
				message: sayLetterRefusal(code, locale, params),
			}));
			return fail(400, { typed, problems });
		}
		redirect(303, localePath(locale, `${path}/preview/${which.determination}?edited`));
	},
	drop: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { path, which } = await openLetterHere(event);
		await dropLetterEdit(ctx, actor, which);
		redirect(303, localePath(locale, `${path}/preview/${which.determination}`));
	},
};
