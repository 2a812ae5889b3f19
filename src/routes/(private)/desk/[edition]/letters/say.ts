import type { Locale } from '#core/i18n/index.ts';
import { sayRefusal } from '../../say-refusal.ts';
import { messages } from './messages.ts';

type Params = Record<string, string | number>;

/** The sentence of what stands against a letter or a batch, in the language of the page. */
export function sayLetterRefusal(code: string, locale: Locale, params: Params = {}): string {
	const own: Record<string, (params: Params) => string> = messages[locale].refusal;
	if (Object.hasOwn(own, code)) return own[code]?.(params) ?? code;
	return sayRefusal(code, locale, params) ?? messages[locale].refusal.other();
}
