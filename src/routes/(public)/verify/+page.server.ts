import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { isReference, normaliseReference } from '#modules/letters/reference.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	/** Leads to the address of the reference, which is also what a letter's QR code says. */
	default: async ({ request, locals }) => {
		const typed = String((await request.formData()).get('reference') ?? '').slice(0, 120);
		const reference = normaliseReference(typed);
		// The check character finds slips of the pen; whether such a letter exists is for the next page to say.
		if (!isReference(reference)) return fail(400, { reference: typed, bad: true });
		redirect(303, localePath(locals.locale, `/verify/${reference}`));
	},
};
