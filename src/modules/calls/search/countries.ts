import { languageTag } from '#core/i18n/index.ts';
import { countryCodes } from '#core/text/index.ts';
import type { Named } from './vocabulary.ts';

/** All countries and areas with their names in both languages. */
export function countries(): Named[] {
	const named = (locale: 'en' | 'zh') =>
		new Intl.DisplayNames([languageTag[locale]], { type: 'region', fallback: 'code' });
	const [en, zh] = [named('en'), named('zh')];
	return countryCodes.map((id) => ({ id, label: { en: en.of(id) ?? id, zh: zh.of(id) ?? id } }));
}
