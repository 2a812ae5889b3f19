import type { Locale } from '#core/i18n/index.ts';

/** What stands in the fields by which somebody is quoted or put into the byline. */
export interface TypedQuotation {
	search: string;
	/** Key of the person who was chosen. */
	person: string;
	words: string;
	language: Locale;
}

/** Reads those fields. Pure. */
export function typedQuotation(value: (name: string) => string): TypedQuotation {
	return {
		search: value('quotation.search').trim(),
		person: value('quotation.person'),
		words: value('quotation.words').replaceAll('\r\n', '\n'),
		language: value('quotation.language') === 'zh' ? 'zh' : 'en',
	};
}
