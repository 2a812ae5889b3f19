import { formatDate } from '#core/clock/format.ts';
import type { Locale } from '#core/i18n/index.ts';
import { countryName } from '#core/text/index.ts';
import type { Answer, FileAnswer, GroupRow, PersonEntry, Place, SimpleAnswer, Texts } from './answers.ts';
import { sumOf } from './facts.ts';
import { optionsOf } from './fields.ts';
import { isDate } from './form/check-simple.ts';
import type { Field, FieldOf, Option, RowField } from './form.ts';
import { megabytes, messages } from './ui/messages.ts';

export { canonicalJson, diffVersions, type FieldChange, sameAnswer } from './form/difference.ts';

const between = (locale: Locale) => (locale === 'zh' ? '；' : '; ');

/** A person's name in the order of a list of authors: given name, family name. */
export function personName(person: Pick<PersonEntry, 'given' | 'family'>): string {
	// A name of Chinese characters has its family name first and no space.
	const han = /^\p{Script=Han}+$/u;
	if (han.test(person.family) && (person.given === '' || han.test(person.given))) return person.family + person.given;
	return `${person.given} ${person.family}`.trim();
}

/** An answer in words, for lists, letters, exports and comparisons. Empty when there is none. */
export function readableAnswer(field: Field, answer: Answer | undefined, locale: Locale): string {
	if (answer === undefined) return '';
	const t = messages[locale];
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
			return typeof answer === 'string' ? answer : readableTexts(answer as Texts, locale);
		case 'number':
		case 'date':
		case 'country':
		case 'choice':
		case 'yes-no':
		case 'link':
			return readableSimple(field, answer as SimpleAnswer, locale);
		case 'email':
			return answer as string;
		case 'keywords':
			return (answer as string[]).join(between(locale));
		case 'track':
			return labelOf(optionsOf(field), String(answer), locale);
		case 'language':
			return languageName(answer as string, locale);
		case 'declaration':
			return answer ? t.declared : '';
		case 'place': {
			const { city, zone } = answer as Place;
			return zone === '' ? city : `${city} (${zone})`;
		}
		case 'file': {
			const { name, bytes, pages } = answer as FileAnswer;
			return `${name} (${[megabytes(bytes), pages === undefined ? '' : t.pages(pages)].filter(Boolean).join(', ')})`;
		}
		case 'person-list':
			return (answer as PersonEntry[])
				.map((person, i) => `${i + 1}. ${readablePerson(person, locale, field.roles)}`)
				.join('\n');
		case 'group':
			return readableRows(field, answer as GroupRow[], locale);
	}
}

/** An answer as a reader of one language reads it: of a text in several, his own, or the first that there is. */
export function answerInLocale(field: Field, answer: Answer | undefined, locale: Locale): string {
	const isText = field.kind === 'short-text' || field.kind === 'long-text';
	if (!isText || typeof answer !== 'object') return readableAnswer(field, answer, locale);
	const texts = answer as Texts;
	const [first = ''] = Object.values(texts).filter((text) => text !== '');
	const own = Object.entries(texts).find(([tag, text]) => text !== '' && tag.split('-')[0] === locale);
	return own?.[1] ?? first;
}

/** An answer of a row in words. */
export function readableSimple(field: RowField, answer: SimpleAnswer | undefined, locale: Locale): string {
	if (answer === undefined || answer === '') return '';
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
		case 'link':
			return String(answer);
		case 'number':
			return typeof answer === 'number' ? readableNumber(field, answer, locale) : String(answer);
		case 'date':
			return readableDate(String(answer), locale);
		case 'country':
			return countryName(String(answer), locale);
		case 'choice':
			return (Array.isArray(answer) ? answer : [String(answer)])
				.map((id) => labelOf(field.options, id, locale))
				.join(between(locale));
		case 'yes-no':
			return answer ? messages[locale].yes : messages[locale].no;
	}
}

/** Made once: making one takes longer than using it, and forms have few kinds of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

/** Writes numbers with so many decimals. */
function figuresOf(least: number, most: number): Intl.NumberFormat {
	const key = `${least} ${most}`;
	let format = formats.get(key);
	if (!format) {
		format = new Intl.NumberFormat('en-GB', { minimumFractionDigits: least, maximumFractionDigits: most });
		formats.set(key, format);
	}
	return format;
}

/** A number with its separators, and its unit or the code of its currency behind it: `1,200.50 EUR`. */
export function readableNumber(
	field: Pick<FieldOf<'number'>, 'decimals' | 'unit' | 'currency'>,
	value: number,
	locale: Locale,
): string {
	// Half a cent is written as typed; money with cents always has both.
	const least = field.currency ? Math.min(2, field.decimals) : 0;
	const figures = figuresOf(least, Math.max(6, field.decimals)).format(value);
	const unit = field.currency ?? field.unit?.[locale];
	return unit ? `${figures} ${unit}` : figures;
}

/** A day of the calendar in words; what is none stays as it is. */
export function readableDate(date: string, locale: Locale): string {
	return isDate(date) ? formatDate(Date.parse(`${date}T00:00:00Z`), 'UTC', locale) : date;
}

/** What is said of a person beside name and address: role and consent, where the form asks for them. */
export function personMarks(field: FieldOf<'person-list'>, person: PersonEntry, locale: Locale): string[] {
	const role = person.role ? labelOf(field.roles ?? [], person.role, locale) : '';
	return [role, person.consent ? messages[locale].person.consent : ''].filter((mark) => mark !== '');
}

/** A person with all that was given of him or her, on one line. */
export function readablePerson(person: PersonEntry, locale: Locale, roles: readonly Option[] = []): string {
	const country = person.country === '' ? '' : countryName(person.country, locale);
	const role = person.role ? labelOf(roles, person.role, locale) : '';
	const parts = [personName(person), role, person.affiliation, country, person.email, person.orcid].filter(
		(part) => part !== '',
	);
	const line = parts.join(locale === 'zh' ? '，' : ', ');
	const t = messages[locale];
	const marks = [person.presenter ? t.presenterMark : '', person.consent ? t.consentMark : ''].filter(Boolean);
	if (marks.length === 0) return line;
	return locale === 'zh' ? `${line}（${marks.join('，')}）` : `${line} (${marks.join(', ')})`;
}

const languageNames: Readonly<Record<Locale, Intl.DisplayNames>> = {
	en: new Intl.DisplayNames(['en'], { type: 'language' }),
	zh: new Intl.DisplayNames(['zh-Hans'], { type: 'language' }),
};

/** The name of a language in a language. */
export function languageName(tag: string, locale: Locale): string {
	try {
		return languageNames[locale].of(tag) ?? tag;
	} catch {
		return tag;
	}
}

/** The total of a sum of a group, with unit or currency of its field. */
export function readableSum(field: FieldOf<'group'>, rows: readonly GroupRow[], of: string, locale: Locale): string {
	const inner = field.fields.find((one) => one.id === of);
	const total = sumOf(field, rows, of);
	return inner?.kind === 'number' ? readableNumber(inner, total, locale) : String(total);
}

function readableTexts(texts: Texts, locale: Locale): string {
	return Object.entries(texts)
		.map(([tag, text]) => `${languageName(tag, locale)}${locale === 'zh' ? '：' : ': '}${text}`)
		.join('\n');
}

function readableRows(field: FieldOf<'group'>, rows: readonly GroupRow[], locale: Locale): string {
	const colon = locale === 'zh' ? '：' : ': ';
	const lines = rows.map((row, i) => {
		const parts = field.fields
			.map((inner) => [inner.label[locale], readableSimple(inner, row[inner.id], locale)] as const)
			.filter(([, words]) => words !== '');
		return `${i + 1}. ${parts.map(([label, words]) => label + colon + words).join(between(locale))}`;
	});
	const sums = field.sums.map((sum) => sum.label[locale] + colon + readableSum(field, rows, sum.field, locale));
	return [...lines, ...sums].join('\n');
}

function labelOf(options: readonly Option[], id: string, locale: Locale): string {
	return options.find((option) => option.id === id)?.label[locale] ?? id;
}
