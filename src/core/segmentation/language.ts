import type { Locale } from '#core/i18n/index.ts';

const han = /\p{Script=Han}/gu;
const latinWords = /\p{Script=Latin}+/gu;

/**
 * In which of our languages a text is written, by its script: Chinese when it has more Han characters than words in Latin
 * letters (a Chinese report keeps foreign names in Latin, an English one a Chinese name in brackets). English when it has neither.
 */
export function languageOfText(text: string): Locale {
	return (text.match(han)?.length ?? 0) > (text.match(latinWords)?.length ?? 0) ? 'zh' : 'en';
}
