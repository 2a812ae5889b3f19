import type { Locale } from '#core/i18n/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { formTexts } from './messages.ts';

/** The sentences of a refusal: one for the form, or one for each field. */
export function sayRefusal(
	refusal: Refusal,
	locale: Locale,
): { message: string; errors: { path: string; message: string }[] } {
	const { problems, tooMany } = formTexts[locale];
	const words: Record<string, string> = problems;
	return {
		message: refusal.kind === 'too-many' ? tooMany(Number(refusal.params.seconds ?? 60)) : problems.missing,
		errors: refusal.problems.map(({ path, code }) => ({ path, message: words[code] ?? problems.missing })),
	};
}
