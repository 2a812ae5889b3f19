import { formatDate, formatDateRange, formatDeadline, formatInstant, lastMinute } from '#core/clock/format.ts';
import { catalogue, inLocale, type Locale } from '#core/i18n/index.ts';
import { fieldByRole } from '#modules/calls/form.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import type { Bundle } from './bundle/index.ts';
import { partnerKinds } from './bundle/partner.ts';
import { dateInstants, editionDays } from './date-instants.ts';

/*
 * The text of a page may name what a record of the edition says, in braces, so that it is written once: `{date:abstracts-close}`
 * with hour and zone, `{day:abstracts-close}` the day alone, `{days}` those of the symposium, `{session:closing}` the day of a
 * session, `{words:abstracts}` how many words a call asks for, `{partners:host}` and `{count:host}` who stands beside it,
 * `{count:tracks}`. Anything else in braces stays as it is typed.
 */

const pattern = /\{(days|(?:date|day|session|words|partners|count):[a-z0-9-]+)\}/g;

const messages = catalogue(
	{ open: 'a day still to be named', nobody: 'organisations still to be named', none: 'no' },
	{ open: '待定日期', nobody: '待公布的机构', none: '零' },
);

/** The placeholders in the text of a page, each once, in order of appearance. Pure. */
export function placeholdersOfPage(text: string): string[] {
	return [...new Set([...text.matchAll(pattern)].map((match) => match[1] as string))];
}

/** What stands for a placeholder, as plain text in a language; undefined when no record says it. Pure. */
export function placeholderText(name: string, bundle: Bundle, locale: Locale): string | undefined {
	const [kind, id = ''] = name.split(':');
	const { zone } = bundle.edition;
	switch (kind) {
		case 'days': {
			const { from, to } = editionDays(bundle.edition);
			return formatDateRange(from, to - 1, zone, locale);
		}
		case 'date':
		case 'day':
			return dateText(bundle, id, locale, kind === 'date');
		case 'session': {
			const session = bundle.sessions.find((one) => one.id === id);
			if (!session) return undefined;
			if (session.on === undefined) return messages[locale].open;
			const from = instantOf(session.on, zone, 'start');
			return formatDateRange(from, instantOf(session.until ?? session.on, zone, 'end') - 1, zone, locale);
		}
		case 'words':
			return wordsText(bundle, id);
		case 'partners': {
			if (!isPartnerKind(id)) return undefined;
			const names = bundle.partners
				.filter((partner) => partner.kind === id)
				.flatMap((partner) => bundle.organisations.filter((one) => one.id === partner.organisation))
				.map((one) => inLocale(one.name, locale).text);
			return names.length > 0 ? listText(names, locale) : messages[locale].nobody;
		}
		case 'count':
			if (id === 'tracks') return countText(bundle.tracks.tracks.length, locale);
			return isPartnerKind(id) ? countText(bundle.partners.filter((one) => one.kind === id).length, locale) : undefined;
	}
	return undefined;
}

/**
 * The Markdown of a page with its placeholders filled in. A day that no record says is still to be named; anything else that
 * none says stays in its braces. Pure.
 */
export function fillPage(text: string, bundle: Bundle, locale: Locale): string {
	return text.replace(pattern, (whole, name: string) => {
		const open = /^(date|day|session):/.test(name) ? messages[locale].open : undefined;
		const found = placeholderText(name, bundle, locale) ?? open;
		return found === undefined ? whole : found.replace(/[\\`*_[\]<>$|]/g, '\\$&');
	});
}

function isPartnerKind(id: string): boolean {
	return (partnerKinds as readonly string[]).includes(id);
}

function dateText(bundle: Bundle, id: string, locale: Locale, hour: boolean): string | undefined {
	const date = bundle.dates.find((one) => one.id === id);
	if (!date) return undefined;
	const { zone } = bundle.edition;
	const { at, until, days } = dateInstants(date, zone);
	if (days) {
		const from = date.on === undefined ? at : instantOf(date.on, zone, 'start');
		return formatDateRange(from, until - 1, zone, locale);
	}
	if (date.kind === 'deadline') {
		return hour ? formatDeadline(at, zone, locale) : formatDate(lastMinute(at, zone), zone, locale);
	}
	return hour ? formatInstant(at, zone, locale) : formatDate(at, zone, locale);
}

/** '250–500', '500' or nothing: what the call asks of the text whose role is the abstract. */
function wordsText(bundle: Bundle, slug: string): string | undefined {
	const call = bundle.calls.find((one) => one.slug === slug);
	const field = call && fieldByRole(call.form, 'abstract');
	if (field?.kind !== 'long-text' || field.maxWords === undefined) return undefined;
	return field.minWords === undefined ? String(field.maxWords) : `${field.minWords}–${field.maxWords}`;
}

function listText(names: readonly string[], locale: Locale): string {
	return new Intl.ListFormat(locale === 'zh' ? 'zh-Hans' : 'en-GB', { type: 'conjunction' }).format(names);
}

const words = {
	en: 'one two three four five six seven eight nine ten eleven twelve'.split(' '),
	zh: [...'一两三四五六七八九十', '十一', '十二'],
};

function countText(count: number, locale: Locale): string {
	return count === 0 ? messages[locale].none : (words[locale][count - 1] ?? String(count));
}
