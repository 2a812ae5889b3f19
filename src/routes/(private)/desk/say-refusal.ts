import type { Locale } from '#core/i18n/index.ts';
import { messages as callMessages } from '#modules/calls/ui/messages.ts';

/** The sentence of a refusal of the calls, or undefined when they know no such code. */
export function sayRefusal(
	code: string,
	locale: Locale,
	params: Record<string, string | number> = {},
): string | undefined {
	const sentences: Record<string, (params: Record<string, string | number>) => string> = callMessages[locale].refusal;
	return Object.hasOwn(sentences, code) ? sentences[code]?.(params) : undefined;
}
