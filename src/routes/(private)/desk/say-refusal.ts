import type { Locale } from '#core/i18n/index.ts';
import { refusalMessages as callRefusals } from '#modules/calls/ui/refusal-messages.ts';

/** The sentence of a refusal of the calls, or undefined when they know no such code. */
export function sayRefusal(
	code: string,
	locale: Locale,
	params: Record<string, string | number> = {},
): string | undefined {
	const sentences: Record<string, (params: Record<string, string | number>) => string> = callRefusals[locale];
	return Object.hasOwn(sentences, code) ? sentences[code]?.(params) : undefined;
}
