import { dayOf, type Instant } from '#core/clock/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { dayRange, letterDate } from '#modules/letters/dates.ts';
import { joinNames } from './public-name.ts';
import { certificateWords } from './ui/certificate-words.ts';

/** Who gives certificates, and what they have at their head and foot. */
export interface CertificateIssuer {
	/** The numbers begin with it: the slug of the edition or of a standing call. */
	code: string;
	short: string;
	/** Of the edition, or of whom the standing call belongs to. */
	name: Bilingual;
	/** First and last day of the edition. */
	days?: { starts: string; ends: string };
	zone: string;
	issuer: Bilingual;
	signatories: readonly { name: Bilingual; image?: string }[];
	seal?: string;
	logo?: string;
}

export interface CertificateInput {
	number: string;
	verifyUrl: string;
	rehearsal: boolean;
	at: Instant;
	issuer: CertificateIssuer;
	heading: Bilingual;
	/** Those who are honoured, one by one. */
	holders: readonly Bilingual[];
	/** What it says between the name and the date; our own sentence without. */
	text?: Bilingual | undefined;
	title: string;
	outcome: Bilingual;
	call: Bilingual;
}

/** What a certificate says in one language. */
export interface CertificateSheet {
	locale: Locale;
	edition: string;
	dates: string;
	heading: string;
	holders: string;
	text: string;
	issuer: string;
	date: string;
	signatories: { name: string; image?: string }[];
}

/** A certificate as it was written: what is stored and printed. Pure data; nothing is looked up later. */
export interface CertificateContent {
	format: 1;
	number: string;
	verifyUrl: string;
	rehearsal: boolean;
	/** Day of the certificate in the issuer's zone. */
	day: string;
	short: string;
	seal?: string;
	logo?: string;
	en: CertificateSheet;
	zh: CertificateSheet;
}

/** Puts values in the places of a text: `{title}`, `{outcome}`, `{edition}`, `{call}`; other braces stay. Pure. */
export function fillPlaces(text: string, values: Record<string, string>): string {
	return text.replace(/\{(\w+)\}/g, (place, name: string) =>
		Object.hasOwn(values, name) ? (values[name] ?? '') : place,
	);
}

/** `the 2021 International Symposium …`: with its article, where English wants one. */
function withArticle(name: string): string {
	const wants = /symposium|conference|congress|workshop|meeting|assembly|school|forum/i.test(name);
	return wants && !/^the /i.test(name) ? `the ${name}` : name;
}

function says(issuer: string, name: string): boolean {
	return issuer.toLowerCase().includes(name.toLowerCase().replace(/^the /, ''));
}

/** Writes a certificate in both languages. Pure. */
export function composeCertificate(input: CertificateInput): CertificateContent {
	const { issuer } = input;
	const sheet = (locale: Locale): CertificateSheet => {
		const values = {
			title: input.title,
			outcome: input.outcome[locale],
			edition: locale === 'en' ? withArticle(issuer.name.en) : issuer.name.zh,
			call: input.call[locale],
		};
		return {
			locale,
			edition: issuer.name[locale],
			dates: issuer.days ? dayRange(issuer.days.starts, issuer.days.ends, locale) : '',
			heading: input.heading[locale],
			holders: joinNames(input.holders, locale),
			text: fillPlaces(input.text?.[locale] ?? certificateWords[locale].text, values),
			issuer: issuer.issuer[locale],
			date: letterDate(input.at, issuer.zone, locale),
			signatories: issuer.signatories.map(({ name, image }) => ({
				// `The programme committee` adds nothing over `Programme committee of IPSPACE 2021`.
				name: says(issuer.issuer[locale], name[locale]) ? '' : name[locale],
				...(image ? { image } : {}),
			})),
		};
	};
	return {
		format: 1,
		number: input.number,
		verifyUrl: input.verifyUrl,
		rehearsal: input.rehearsal,
		day: dayOf(input.at, issuer.zone),
		short: issuer.short,
		...(issuer.seal ? { seal: issuer.seal } : {}),
		...(issuer.logo ? { logo: issuer.logo } : {}),
		en: sheet('en'),
		zh: sheet('zh'),
	};
}
