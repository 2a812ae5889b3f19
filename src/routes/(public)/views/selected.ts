import { inLocale, languageTag, type Locale, localePath } from '#core/i18n/index.ts';
import type { ListingEntry } from '#modules/fulfilments/listing.ts';
import type { PublicListing } from '#modules/fulfilments/server/index.ts';
import { jsonLd } from '#modules/publications/structured-data.ts';
import { displayName } from '#modules/people/name.ts';

/** The public list of a call in the language of a page. Pure. @param cohorts the rounds of the call */
export function selectedView(
	found: PublicListing,
	cohorts: readonly { id: string; label: Partial<Record<Locale, string>> }[],
	locale: Locale,
) {
	const text = (value: Partial<Record<Locale, string>>) => inLocale(value, locale).text;
	return {
		call: text(found.call.title),
		slug: found.call.slug,
		announcedAt: found.announcedAt,
		zone: found.call.zone,
		groups: found.groups.map((group) => {
			const cohort = cohorts.find(({ id }) => id === group.cohort);
			return {
				key: `${group.cohort ?? ''} ${group.outcome}`,
				label: [cohort ? text(cohort.label) : '', text(group.label)].filter(Boolean).join(' · '),
				entries: group.entries.map((entry) => entryView(entry, locale)),
			};
		}),
		recusals: found.recusals,
		jury: found.jury.map((names) => displayName(names, locale)),
	};
}

export type SelectedView = ReturnType<typeof selectedView>;

function entryView(entry: ListingEntry, locale: Locale) {
	const title = entry.title === null ? entry.number : entry.title[locale];
	return {
		number: entry.number,
		title,
		titleLang: /\p{Script=Han}/u.test(title) ? languageTag.zh : languageTag.en,
		people: entry.people,
		withheld: entry.nameWithheld,
		answers: entry.answers.map(({ id, label, text, long, url }) => ({
			id,
			label: inLocale(label, locale).text,
			text: text[locale],
			long,
			url,
		})),
	};
}

/** The list for search engines: what stands on the page and nothing else. Pure. */
export function selectedJsonLd(view: SelectedView, locale: Locale, origin: string, path: string): string {
	const entries = view.groups.flatMap(({ label, entries: own }) => own.map((entry) => ({ ...entry, label })));
	return jsonLd({
		'@type': 'ItemList',
		name: view.call,
		url: origin + localePath(locale, path),
		numberOfItems: entries.length,
		itemListElement: entries.map(({ title, label, people }, place) => ({
			'@type': 'ListItem',
			position: place + 1,
			item: {
				'@type': 'CreativeWork',
				name: title,
				award: label,
				...(people.length > 0 ? { author: people.map(({ name }) => ({ '@type': 'Person', name })) } : {}),
			},
		})),
	});
}
