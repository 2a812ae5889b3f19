import { fail } from '@sveltejs/kit';
import { inLocale } from '#core/i18n/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { verifyReference } from '#modules/letters/server/index.ts';
import { letterWords } from '#modules/letters/ui/messages.ts';
import { digestingStore } from './compare.ts';
import { maxLetterBytes } from './limits.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is known of a letter. Never kept in a cache: a revocation holds at once. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, locale } = locals;
	const found = await verifyReference(ctx, params.reference);
	if (!('letter' in found)) return { verdict: found.verdict, reference: found.reference, letter: null, revoked: null };
	const { letter } = found;
	return {
		verdict: found.verdict,
		reference: found.reference,
		letter: {
			recipient: inLocale(letter.recipient, locale).text,
			kind: letterWords[locale].heading[letter.effect],
			title: letter.title,
			outcome: inLocale(letter.outcome, locale).text,
			at: letter.at,
			rehearsal: letter.rehearsal,
		},
		revoked: found.verdict === 'revoked' ? { at: found.revokedAt, reason: inLocale(found.reason, locale).text } : null,
	};
};

export const actions: Actions = {
	/** Compares a file, byte by byte, with the letter that was sent under this reference. The file is not kept. */
	default: async ({ request, locals, params }) => {
		const form = await readForm(request, { files: { file: { maxBytes: maxLetterBytes } }, store: digestingStore() });
		if (form.problems.length > 0) return fail(413, { error: 'too-large' as const });
		const { file } = form.files;
		if (!file) return fail(400, { error: 'no-file' as const });
		const found = await verifyReference(locals.ctx, params.reference, file.digest);
		return { name: file.name, same: 'sameFile' in found && found.sameFile === true };
	},
};
