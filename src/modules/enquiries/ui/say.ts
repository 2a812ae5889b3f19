import type { Locale } from '#core/i18n/index.ts';
import type { Problem, Refusal } from '#core/refusal/index.ts';
import { messages } from './messages.ts';

/** The sentences of a refusal: one for the form and one for each field. */
export function sayRefusal(
	refusal: Refusal,
	locale: Locale,
): { message: string; errors: { path: string; message: string }[] } {
	const { fault, refused } = messages[locale];
	const max = Number(refusal.params.max ?? 0);
	const sentence = {
		'enquiries-of-a-day': refused['enquiries-of-a-day'](max),
		'answered-meanwhile': refused['answered-meanwhile'],
		'try-again-later': refused['try-again-later'],
	}[refusal.code];
	return {
		message: sentence ?? refused.invalid,
		errors: refusal.problems.map((one) => ({ path: one.path, message: sayProblem(one, fault) })),
	};
}

function sayProblem({ code, params }: Problem, fault: (typeof messages)['en']['fault']): string {
	if (code === 'too-long') return fault['too-long'](Number(params?.max ?? 0));
	if (code === 'not-an-address' || code === 'leave-empty' || code === 'unknown-role') return fault[code];
	return fault.missing;
}
