import type { Locale } from '#core/i18n/index.ts';
import type { Problem, Refusal } from '#core/refusal/index.ts';
import { signMessages } from './sign-messages.ts';

/** The sentences of a refused signature: one for the form and one for each field. */
export function saySignRefusal(
	refusal: Refusal,
	locale: Locale,
): { message: string; errors: { path: string; message: string }[] } {
	const { refused } = signMessages[locale];
	const known = Object.entries(refused).find(([code]) => code === refusal.code)?.[1];
	return {
		message: known ?? refused.invalid,
		errors: refusal.problems.map((one) => ({ path: one.path, message: sayProblem(one, locale) })),
	};
}

function sayProblem({ code, params }: Problem, locale: Locale): string {
	const { fault } = signMessages[locale];
	if (code === 'too-long') return fault['too-long'](Number(params?.max ?? 0));
	const found = Object.entries(fault).find(([name]) => name === code)?.[1];
	return typeof found === 'string' ? found : fault.missing;
}
