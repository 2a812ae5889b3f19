import type { Instant } from '#core/clock/index.ts';
import { type Bilingual, inLocale, languageTag, type Locale } from '#core/i18n/index.ts';

/** A text with its language, where that is not the page's. */
export interface MarkedText {
	text: string;
	lang: string | undefined;
}

/** Headlines as a page in a language shows them. */
export interface HeadlinesView {
	headlines: {
		id: string;
		title: string;
		teaser: string;
		link: string;
		place: string;
		at: Instant | null;
		/** Where it is not the page's. */
		lang: string | undefined;
		hreflang: string;
		source: MarkedText;
		sample: boolean;
	}[];
	credits: MarkedText[];
	/** All of them are samples. */
	samples: boolean;
}

interface Shown {
	headlines: readonly (Omit<HeadlinesView['headlines'][number], 'lang' | 'hreflang' | 'source'> & {
		language: string;
		source: { name: Partial<Bilingual>; attribution: Partial<Bilingual> | null };
	})[];
	credits: readonly Partial<Bilingual>[];
}

/** What a page in a language shows of headlines. Pure. */
export function headlinesView({ headlines, credits }: Shown, locale: Locale): HeadlinesView {
	const marked = (words: Partial<Bilingual>): MarkedText => {
		const found = inLocale(words, locale);
		return { text: found.text, lang: found.fallback ? languageTag[found.locale] : undefined };
	};
	return {
		headlines: headlines.map(({ language, source, ...one }) => {
			const hreflang = languageTag[language as Locale] ?? language;
			const lang = language === locale ? undefined : hreflang;
			return { ...one, lang, hreflang, source: marked(source.attribution ?? source.name) };
		}),
		credits: credits.map(marked),
		samples: headlines.length > 0 && headlines.every(({ sample }) => sample),
	};
}
