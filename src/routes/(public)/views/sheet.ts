import { formatDate, formatDateRange, lastMinute, zonedParts } from '#core/clock/format.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { dateWords, momentWords } from '#modules/publications/date-words.ts';
import type { Sheet } from '#modules/publications/sheet.ts';
import { sheetMessages } from '#modules/publications/ui/messages.ts';
import { callViews, dateViews, partnerGroups, trackViews } from './edition.ts';

import { orreryView } from './orrery.ts';
import { personName, positionText } from './people.ts';

/** What a sheet needs to know beside the edition itself. */
export interface SheetAbout {
	/** Public address of the installation, without a slash at the end. */
	origin: string;
	rehearsal: boolean;
	/** When the edition was last published. */
	publishedAt: number;
	/** The poster leads to the call (the first, where there are several), the leaflet to the home page. */
	leadsTo: 'call' | 'home';
}

/** An edition in words for a printed sheet. Pure, and the same at every hour. */
export function sheetOf(bundle: Bundle, locale: Locale, about: SheetAbout): Sheet {
	const { edition, series } = bundle;
	const { zone } = edition;
	const t = sheetMessages[locale];
	const text = (value: Parameters<typeof inLocale>[0] | undefined) => (value ? inLocale(value, locale).text : '');
	const days = editionDays(edition);
	const held = formatDateRange(days.from, days.to - 1, zone, locale);
	const address = (path: string) => about.origin + localePath(locale, path);
	const home = address(`/${edition.slug}`);
	const calls = callViews(bundle, locale, days.from);
	const first = about.leadsTo === 'call' ? calls[0] : undefined;
	const { tracks, outside } = trackViews(bundle, locale);
	const asOf = zonedParts(about.publishedAt, zone);
	return {
		locale,
		slug: edition.slug,
		rehearsal: about.rehearsal,
		asOf: {
			day: [asOf.year, asOf.month, asOf.day].map((part) => String(part).padStart(2, '0')).join('-'),
			text: formatDate(about.publishedAt, zone, locale),
		},
		short: edition.short,
		name: text(edition.name),
		slogan: text(series.slogan),
		theme: text(edition.theme),
		summary: text(edition.summary),
		held,
		mode: t.modes[edition.mode],
		languages: edition.languages.map((one) => t.languageNames[one]).join(locale === 'zh' ? '、' : ', '),
		values: edition.values.map(text),
		tracks: tracks.map(({ code, place, name, subjects, draft }) => ({ code, place, name, subjects, draft })),
		outside: outside.map(({ name, description }) => ({ name, note: description })),
		dates: dateViews(bundle, locale).map((date) => ({
			...dateWords(date, zone, locale),
			label: date.title,
			note: date.note,
			deadline: date.deadline,
		})),
		calls: calls.map((call) => ({
			title: call.title,
			summary: call.summary,
			opens: momentWords(call.opens, call.zone, locale),
			closes: momentWords(lastMinute(call.closes, call.zone), call.zone, locale),
			url: address(`/${edition.slug}/calls/${call.slug}`),
		})),
		committee: {
			name: bundle.committee ? text(bundle.committee.name) : t.committee,
			offices: officesOf(bundle, locale),
		},
		partners: partnerGroups(bundle, locale).map(({ kind, names }) => ({
			kind: t.partners[kind],
			names: names.map(({ name }) => name),
		})),
		orrery: orreryView(bundle, locale, first ? first.closes - 1 : days.from),
		hand: first
			? t.handClose(first.title, formatDate(lastMinute(first.closes, first.zone), first.zone, locale))
			: t.handDays(held),
		home,
		target: first ? address(`/${edition.slug}/calls/${first.slug}`) : home,
	};
}

/** Offices in the order of protocol, each with its people; invented persons are not printed. */
function officesOf(bundle: Bundle, locale: Locale): Sheet['committee']['offices'] {
	const { committee } = bundle;
	if (!committee) return [];
	return committee.offices
		.map((office) => {
			const people = committee.roles
				.filter((role) => role.office === office.id && role.reading === undefined)
				.flatMap((role) => bundle.persons.find((person) => person.id === role.person && !person.sample) ?? [])
				.map((person) => ({
					name: personName(person, locale),
					positions: person.positions[locale].map((position) => positionText(bundle, position, locale)),
				}));
			const name = people.length > 1 && office.plural ? office.plural : office.name;
			return { office: inLocale(name, locale).text, people };
		})
		.filter(({ people }) => people.length > 0);
}
