import type { Locale } from '#core/i18n/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { refusalMessages } from './refusal-messages.ts';

/** The sentence of a refusal, and one for each field that is not right. Pure. */
export function sayRefusal(refusal: Refusal, locale: Locale): { message: string; errors: Record<string, string> } {
	const { refused, fault } = refusalMessages[locale];
	const said: Record<string, string> = refused;
	const faults: Record<string, string> = fault;
	const errors = refusal.problems.map(({ path, code }): [string, string] => [path, faults[code] ?? fault.other]);
	const message = refusal.kind === 'invalid' ? refused.invalid : (said[refusal.code] ?? refused.other);
	return { message, errors: Object.fromEntries(errors) };
}
