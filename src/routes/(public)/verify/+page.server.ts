import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { snapshotByDigest } from '#modules/statements/server/index.ts';
import { isReference, normaliseReference } from '#modules/letters/reference.ts';
import { digestingStore } from './[reference]/compare.ts';
import { maxSheetBytes } from './[reference]/limits.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	/** Looks a file up by its digest among the lists of signatories. The file is not kept. */
	file: async ({ request, locals }) => {
		const form = await readForm(request, { files: { file: { maxBytes: maxSheetBytes } }, store: digestingStore() });
		const { file } = form.files;
		const found = file && form.problems.length === 0 ? await snapshotByDigest(locals.ctx, file.digest) : undefined;
		if (!found) return fail(404, { file: file?.name ?? '', none: true });
		redirect(303, localePath(locals.locale, `/verify/${found.reference}`));
	},
	/** Leads to the address of the reference, which is also what a letter's QR code says. */
	number: async ({ request, locals }) => {
		const typed = String((await request.formData()).get('reference') ?? '').slice(0, 120);
		const reference = normaliseReference(typed);
		// The check character finds slips of the pen; whether such a letter exists is for the next page to say.
		if (!isReference(reference)) return fail(400, { reference: typed, bad: true });
		redirect(303, localePath(locals.locale, `/verify/${reference}`));
	},
};
