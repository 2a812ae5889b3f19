import type { Locale } from '#core/i18n/index.ts';
import { refusalMessages } from './refusal-messages.ts';

export interface SaidRefusal {
	code: string;
	params: Record<string, string | number>;
}

/** The sentence of a refusal of this module; a code that it does not know stays a code, so that it is noticed. */
export function sayRefusal({ code, params }: SaidRefusal, locale: Locale): string {
	const sentences = refusalMessages[locale] as Record<string, (params: SaidRefusal['params']) => string>;
	return sentences[code]?.(params) ?? code;
}
