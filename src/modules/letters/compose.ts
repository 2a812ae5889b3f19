import type { Instant } from '#core/clock/instant.ts';
import { localOf } from '#core/clock/zones.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { dayRange, deadline, letterDate } from './dates.ts';
import {
	type Block,
	bodyBlocks,
	fill,
	LetterIncomplete,
	type LetterText,
	missingValues,
	type Values,
} from './letter-text.ts';
import { addressedName, printedName, type Recipient } from './names.ts';
import { letterWords } from './ui/messages.ts';

/** What a letter does to its reader; `receipt` for the one that says that something has arrived. */
export type LetterEffect = 'advance' | 'accept' | 'conditional' | 'waitlist' | 'reject' | 'receipt';

/** What every letter of an edition has in common. */
export interface LetterEdition {
	/** Its slug; the references begin with it. */
	code: string;
	short: string;
	name: Bilingual;
	/** Of a standing call: the organisation whose it is, instead of `short`. */
	owner?: Bilingual;
	/** Of a standing call: its round, or when it is open, in words, instead of days. */
	period?: Bilingual;
	/** First and last day, `2021-11-18`. */
	starts: string;
	ends: string;
	zone: string;
	/** In whose name the letter is written. */
	issuer: Bilingual;
	/** The names at the head, in order of protocol. */
	hosts: readonly Bilingual[];
	/** Who signs: the office by its name. With `image`, a file of that name is given to the typesetter. */
	signatories: readonly { name: Bilingual; image?: string }[];
	/** The name of the file that holds the seal. */
	seal?: string;
	/** The name of the file that holds the picture at the head. */
	logo?: string;
}

export interface LetterTrack {
	/** `T3`; a subject outside the tracks has none. */
	code?: string;
	name: Bilingual;
	/** The call has none: only a wording that names one shows this. */
	none?: true;
}

export interface LetterApplication {
	/** Its number in the call, `A-017`. */
	number: string;
	title: string;
	track: LetterTrack;
	/** The track it was offered to, where another one took it. */
	fromTrack?: LetterTrack;
	/** On site or online, as the form calls it. */
	mode?: Bilingual;
}

export interface LetterInput {
	reference: string;
	effect: LetterEffect;
	/** What the call names the outcome. */
	outcome?: Bilingual;
	text: LetterText;
	/** The recipient's language: its page comes first, and the mail is written in it. */
	locale: Locale;
	recipient: Recipient;
	application: LetterApplication;
	edition: LetterEdition;
	at: Instant;
	/** The call it was sent to. */
	call?: Bilingual;
	/** What is granted: whole units, ISO 4217 where the call names a currency. */
	granted?: { amount: number; currency?: string };
	conditions?: Partial<Bilingual>;
	reason?: Partial<Bilingual>;
	/** Exclusive ends, as everywhere. */
	confirmBy?: Instant;
	modeUntil?: Instant;
	manuscriptBy?: Instant;
	/** The whole address of the page that checks this letter. */
	verifyUrl: string;
	rehearsal: boolean;
}

/** One page: the whole letter in one language. */
export interface LetterSheet {
	locale: Locale;
	edition: { short: string; name: string; dates: string; hosts: string[] };
	heading: string;
	issuer: string;
	date: string;
	recipient: string;
	affiliation: string;
	blocks: Block[];
	facts: { label: string; value: string }[];
	/** The name is empty where the issuer's says it already. */
	signatories: { name: string; image?: string }[];
}

/** A letter as it was written: what is stored, printed, shown and mailed. Pure data; nothing is looked up later. */
export interface LetterContent {
	format: 1;
	reference: string;
	textId: string;
	effect: LetterEffect;
	outcome: Bilingual;
	locale: Locale;
	/** Day of the letter in the edition's zone, `2021-10-20`. */
	day: string;
	title: string;
	recipient: Bilingual;
	verifyUrl: string;
	rehearsal: boolean;
	seal?: string;
	logo?: string;
	subject: string;
	/** The recipient's language first. */
	sheets: LetterSheet[];
}

function trackName(track: LetterTrack, locale: Locale): string {
	if (!track.code) return locale === 'en' ? `the subject “${track.name.en}”` : track.name.zh;
	return locale === 'en' ? `Track ${track.code} (${track.name.en})` : `${track.code} ${track.name.zh}`;
}

/** `the 2021 International Symposium on … (IPSPACE 2021)`: with its article, where English wants one. */
function editionName(edition: LetterEdition, locale: Locale): string {
	if (locale === 'zh') return edition.name.zh;
	if (edition.owner) return edition.name.en;
	const name = edition.name.en;
	const article =
		/symposium|conference|congress|workshop|meeting|assembly|school|forum/i.test(name) && !/^the /i.test(name);
	return `${article ? 'the ' : ''}${name} (${edition.short})`;
}

/** The days of an edition, or the round of a standing call. */
function datesOf({ period, starts, ends }: LetterEdition, locale: Locale): string {
	return period?.[locale] ?? dayRange(starts, ends, locale);
}

function valuesOf(input: LetterInput, locale: Locale): Values {
	const { application, edition } = input;
	const until = (at: Instant | undefined) => (at === undefined ? undefined : deadline(at, edition.zone, locale));
	const mode = application.mode?.[locale];
	return {
		recipient: addressedName(input.recipient, locale),
		reference: application.number,
		title: application.title,
		track: trackName(application.track, locale),
		'from-track': trackName(application.fromTrack ?? application.track, locale),
		conditions: input.conditions?.[locale] ?? input.conditions?.[locale === 'en' ? 'zh' : 'en'],
		reason: input.reason?.[locale] ?? input.reason?.[locale === 'en' ? 'zh' : 'en'],
		edition: editionName(edition, locale),
		dates: datesOf(edition, locale),
		// The form's option stands by itself (`On site`); in a sentence it is written small.
		mode: locale === 'en' && mode ? mode.charAt(0).toLowerCase() + mode.slice(1) : mode,
		'confirm-by': until(input.confirmBy),
		'mode-until': until(input.modeUntil),
		'manuscript-by': until(input.manuscriptBy),
		call: input.call?.[locale],
		outcome: input.outcome?.[locale],
		amount: input.granted && letterWords[locale].granted(sumOf(input.granted, locale)),
	};
}

function sumOf({ amount, currency }: NonNullable<LetterInput['granted']>, locale: Locale): string {
	const number = new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en-GB').format(amount);
	return currency ? `${currency} ${number}` : number;
}

function sheet(input: LetterInput, locale: Locale, values: Values): LetterSheet {
	const { application, edition, recipient } = input;
	const words = letterWords[locale];
	const outcome = input.outcome?.[locale] ?? words.received;
	return {
		locale,
		edition: {
			short: edition.owner?.[locale] ?? edition.short,
			name: edition.name[locale],
			dates: datesOf(edition, locale),
			hosts: edition.hosts.map((host) => host[locale]),
		},
		heading: words.heading[input.effect],
		issuer: edition.issuer[locale],
		date: letterDate(input.at, edition.zone, locale),
		recipient: printedName(recipient, locale),
		affiliation: recipient.affiliation?.[locale] ?? recipient.affiliation?.en ?? recipient.affiliation?.zh ?? '',
		blocks: bodyBlocks(input.text.body[locale], values, locale),
		facts: [
			{ label: words.facts.title, value: application.title },
			...(application.track.none ? [] : [{ label: words.facts.track, value: trackFact(application.track, locale) }]),
			{ label: words.facts.outcome, value: outcome },
			{ label: words.facts.number, value: application.number },
		],
		signatories: edition.signatories.map(({ name, image }) => ({
			name: namedByIssuer(name[locale], edition.issuer[locale]) ? '' : name[locale],
			...(image ? { image } : {}),
		})),
	};
}

/** `The programme committee` adds nothing over `Programme committee of IPSPACE 2021`. */
function namedByIssuer(name: string, issuer: string): boolean {
	return issuer.toLowerCase().includes(name.toLowerCase().replace(/^the /, ''));
}

function trackFact(track: LetterTrack, locale: Locale): string {
	return track.code ? `${track.code}${locale === 'zh' ? ' ' : ' · '}${track.name[locale]}` : track.name[locale];
}

/**
 * Writes a letter in both languages: a whole page each, the recipient's language first, because one is for the reader
 * and the other for the office that pays the journey or gives the visa.
 * @throws LetterIncomplete when the wording names something that is not known
 */
export function composeLetter(input: LetterInput): LetterContent {
	const values = { en: valuesOf(input, 'en'), zh: valuesOf(input, 'zh') };
	const missing = missingValues(input.text, values);
	if (missing.length > 0) throw new LetterIncomplete(input.text.id, missing);
	const order: Locale[] = input.locale === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
	const day = localOf(input.at, input.edition.zone).slice(0, 10);
	return {
		format: 1,
		reference: input.reference,
		textId: input.text.id,
		effect: input.effect,
		outcome: input.outcome ?? { en: letterWords.en.received, zh: letterWords.zh.received },
		locale: input.locale,
		day,
		title: input.application.title,
		recipient: { en: printedName(input.recipient, 'en'), zh: printedName(input.recipient, 'zh') },
		verifyUrl: input.verifyUrl,
		rehearsal: input.rehearsal,
		...(input.edition.seal ? { seal: input.edition.seal } : {}),
		...(input.edition.logo ? { logo: input.edition.logo } : {}),
		subject: fill(input.text.subject[input.locale], values[input.locale]),
		sheets: order.map((locale) => sheet(input, locale, values[locale])),
	};
}
