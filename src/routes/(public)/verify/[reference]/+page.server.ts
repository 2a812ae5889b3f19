import { fail } from '@sveltejs/kit';
import { readForm } from '#core/multipart/index.ts';
import { digestingStore } from './compare.ts';
import { maxSheetBytes } from './limits.ts';
import { lookUp } from './look-up.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is known of a letter or a certificate. Never kept in a cache: a revocation holds at once. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { verdict, reference, sheet, revoked } = await lookUp(locals.ctx, params.reference, locals.locale);
	return { verdict, reference, sheet, revoked };
};

export const actions: Actions = {
	/** Compares a file, byte by byte, with what was sent under this reference. The file is not kept. */
	default: async ({ request, locals, params }) => {
		const form = await readForm(request, { files: { file: { maxBytes: maxSheetBytes } }, store: digestingStore() });
		if (form.problems.length > 0) return fail(413, { error: 'too-large' as const });
		const { file } = form.files;
		if (!file) return fail(400, { error: 'no-file' as const });
		const { sameFile } = await lookUp(locals.ctx, params.reference, locals.locale, file.digest);
		return { name: file.name, same: sameFile === true };
	},
};
