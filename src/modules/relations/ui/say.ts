import type { Locale } from '#core/i18n/index.ts';
import type { Problem, Refusal } from '#core/refusal/index.ts';
import { messages } from './messages.ts';

/** The sentences of a refusal: one for the form and one for each field. */
export function sayRefusal(
	refusal: Refusal,
	locale: Locale,
): { message: string; errors: { path: string; message: string }[] } {
	const { refused } = messages[locale];
	const sentences: Record<string, string> = refused;
	const message =
		refusal.kind === 'invalid'
			? refused.invalid
			: Object.hasOwn(sentences, refusal.code)
				? sentences[refusal.code]
				: undefined;
	return {
		message: message ?? refused.other,
		errors: refusal.problems.map((one) => ({ path: one.path, message: sayProblem(one, locale) })),
	};
}

function sayProblem({ code, params }: Problem, locale: Locale): string {
	const { fault } = messages[locale];
	if (code === 'too-long') return fault['too-long'](Number(params?.max ?? 0));
	const sentences = fault as Record<string, unknown>;
	const sentence = Object.hasOwn(fault, code) ? sentences[code] : undefined;
	return typeof sentence === 'string' ? sentence : fault.missing;
}
