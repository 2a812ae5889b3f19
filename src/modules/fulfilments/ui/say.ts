import type { Locale } from '#core/i18n/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { messages } from './messages.ts';

/** The sentences of a refusal: one for the form, and one for each field. */
export function sayRefusal(
	refusal: Refusal,
	locale: Locale,
): { message: string; errors: { path: string; message: string }[] } {
	const { problem, refused } = messages[locale];
	const sentences: Record<string, string> = problem;
	const ofForm: Record<string, string> = refused;
	return {
		message: refusal.problems.length > 0 ? '' : (ofForm[refusal.code] ?? refused.other),
		errors: refusal.problems.map(({ path, code }) => ({ path, message: sentences[code] ?? refused.other })),
	};
}
