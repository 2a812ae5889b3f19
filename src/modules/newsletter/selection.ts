import { locales, type Locale } from '#core/i18n/index.ts';
import type { Instant } from '#core/clock/index.ts';

/** An article as a digest tells of it. */
export interface DigestArticle {
	slug: string;
	publishedAt: Instant;
	/** The published version: what was corrected is told anew to those who come later. */
	version: number;
	topics: readonly string[];
	sample: boolean;
	texts: Partial<Record<Locale, { title: string; standfirst: string }>>;
}

/** An article in the language that a subscriber reads, or in the other where there is none. */
export interface DigestItem {
	slug: string;
	publishedAt: Instant;
	version: number;
	sample: boolean;
	locale: Locale;
	title: string;
	standfirst: string;
}

/** What of the published a subscriber has not been told: from one instant until before another, of his topics (none: all). Pure. */
export function chosen(
	articles: readonly DigestArticle[],
	{ from, until, topics }: { from: Instant; until: Instant; topics: readonly string[] },
): DigestArticle[] {
	const wanted = new Set(topics);
	return articles.filter(
		({ publishedAt, topics: its }) =>
			publishedAt >= from && publishedAt < until && (wanted.size === 0 || its.some((topic) => wanted.has(topic))),
	);
}

/** Articles as somebody reads them: those in his language first, the newest first. Pure. */
export function inLanguage(articles: readonly DigestArticle[], locale: Locale): DigestItem[] {
	const items = articles.flatMap(({ texts, slug, publishedAt, version, sample }): DigestItem[] => {
		const language = texts[locale] ? locale : locales.find((one) => texts[one]);
		const text = language && texts[language];
		return text ? [{ slug, publishedAt, version, sample, locale: language, ...text }] : [];
	});
	return items.sort(
		(a, b) =>
			Number(a.locale !== locale) - Number(b.locale !== locale) ||
			b.publishedAt - a.publishedAt ||
			(a.slug < b.slug ? -1 : 1),
	);
}
