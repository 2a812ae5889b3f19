import type { Locale } from '#core/i18n/index.ts';
import { countryCodes, countryName } from '#core/text/index.ts';

/** Countries and regions as the options of a select, in the order of their names in a language. */
export function countryOptions(locale: Locale): { value: string; label: string }[] {
	return countryCodes
		.map((value) => ({ value, label: countryName(value, locale) }))
		.sort((a, b) => a.label.localeCompare(b.label, locale));
}
