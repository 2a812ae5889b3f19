import { inLocale, languageTag, type Locale, localePath } from '#core/i18n/index.ts';
import { countryName } from '#core/text/index.ts';
import { markdownToHtml } from '#core/text/markdown.ts';
import { jsonLd } from '#modules/publications/structured-data.ts';
import type { PublicStatement, Signatory } from '#modules/statements/server/index.ts';
import { languagesOf, signingPhase } from '#modules/statements/statement.ts';
import { shownName, type ShownName } from '#modules/statements/ui/shown-name.ts';

/** What the head of every page of a statement says. */
export interface StatementHead {
	slug: string;
	title: string;
	/** Language of the title, where it is not the page's. */
	lang: string | null;
	kind: PublicStatement['kind'];
	sample: boolean;
	zone: string;
	version: number;
	releasedAt: number;
	publisher: { name: string; url: string | null };
	edition: { slug: string; name: string } | null;
	phase: ReturnType<typeof signingPhase>;
	signsFrom: number | null;
	signsUntil: number | null;
	authoritative: Locale;
}

export function headOf(one: PublicStatement, locale: Locale, now: number): StatementHead {
	const language = one.texts[locale] ? locale : languagesOf(one.texts, one.authoritative)[0];
	return {
		slug: one.slug,
		title: one.texts[language ?? 'en']?.title ?? one.slug,
		lang: language && language !== locale ? languageTag[language] : null,
		kind: one.kind,
		sample: one.sample,
		zone: one.zone,
		version: one.version,
		releasedAt: one.releasedAt,
		publisher: { name: inLocale(one.publisher.name, locale).text, url: one.publisher.url },
		edition: one.edition && { slug: one.edition.slug, name: inLocale(one.edition.name, locale).text },
		phase: signingPhase(one, now),
		signsFrom: one.signsFrom,
		signsUntil: one.signsUntil,
		authoritative: one.authoritative,
	};
}

export interface TextView {
	locale: Locale;
	lang: string;
	title: string;
	html: string;
	digest: string;
	/** Where the text lies as a file. */
	file: string;
}

/** The texts of the present version, that of the page's language first. */
export function textViews(one: PublicStatement, locale: Locale): TextView[] {
	const languages = languagesOf(one.texts, locale);
	return languages.flatMap((language) => {
		const text = one.texts[language];
		return text ? [textView(one.slug, text)] : [];
	});
}

/** A text as a page shows it. */
export function textView(
	slug: string,
	text: { version: number; locale: Locale; printing: number; title: string; body: string; digest: string },
): TextView {
	return {
		locale: text.locale,
		lang: languageTag[text.locale],
		title: text.title,
		html: markdownToHtml(text.body, { headingLevel: 3 }),
		digest: text.digest,
		file: `/statements/${slug}/versions/${text.version}/${text.locale}-${text.printing}.md`,
	};
}

export interface SignatoryView extends ShownName {
	as: Signatory['as'];
	/** Role and affiliation. */
	about: string;
	country: string;
	tier: Signatory['tier'];
	orcid: string | null;
	/** The version that was signed, where it is not the present one. */
	earlier: number | null;
}

/** What somebody wrote of himself, with the comma of the script in which he wrote it. */
function joined(parts: readonly string[]): string {
	return parts.filter(Boolean).join(parts.some((part) => /\p{Script=Han}/u.test(part)) ? '，' : ', ');
}

export function signatoryView(one: Signatory, version: number, locale: Locale): SignatoryView {
	return {
		...shownName(one.names, one.as, locale),
		as: one.as,
		about: joined([one.role, one.affiliation]),
		country: one.country ? countryName(one.country, locale) : '',
		tier: one.tier,
		orcid: one.orcid,
		earlier: one.version === version ? null : one.version,
	};
}

/** So many countries are bars of their own. */
const mostBars = 15;

export interface CountryBars {
	bars: { label: string; value: number }[];
	/** How many countries stand together in the last bar. */
	others: number;
}

export function countryBars(
	countries: readonly { country: string | null; n: number }[],
	locale: Locale,
	words: { notStated: string; otherCountries: (n: number) => string },
): CountryBars {
	const stated = countries.filter(({ country }) => country !== null);
	const rest = stated.slice(mostBars);
	const none = countries.find(({ country }) => country === null);
	const bars = stated
		.slice(0, mostBars)
		.map(({ country, n }) => ({ label: countryName(country ?? '', locale), value: n }));
	if (rest.length > 0) {
		bars.push({ label: words.otherCountries(rest.length), value: rest.reduce((sum, { n }) => sum + n, 0) });
	}
	if (none) bars.push({ label: words.notStated, value: none.n });
	return { bars, others: rest.length };
}

/** The statement as schema.org sees it; nothing for a sample. Signatories are not in it: a search engine keeps what it read. */
export function statementJsonLd(one: PublicStatement, locale: Locale, origin: string): string | undefined {
	const text = one.texts[locale];
	if (one.sample || !text) return undefined;
	const address = (language: Locale) => origin + localePath(language, `/statements/${one.slug}`);
	const original = one.texts[one.authoritative];
	const publisher = inLocale(one.publisher.name, locale).text;
	return jsonLd({
		'@type': 'CreativeWork',
		'@id': address(locale),
		url: address(locale),
		name: text.title,
		headline: text.title,
		inLanguage: languageTag[locale],
		version: String(one.version),
		datePublished: new Date(one.releasedAt).toISOString(),
		dateModified: new Date(one.changedAt).toISOString(),
		isAccessibleForFree: true,
		...(publisher
			? {
					publisher: {
						'@type': 'Organization',
						name: publisher,
						...(one.publisher.url ? { url: one.publisher.url } : {}),
					},
				}
			: {}),
		...(locale !== one.authoritative && original
			? { translationOfWork: { '@id': address(one.authoritative), '@type': 'CreativeWork', name: original.title } }
			: {}),
	});
}
