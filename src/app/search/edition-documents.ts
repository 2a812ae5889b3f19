import { type Locale, locales } from '#core/i18n/index.ts';
import type { SearchDocument } from '#core/search/index.ts';
import { plainText } from '#core/text/markdown.ts';
import type { Call } from '#modules/calls/call.ts';
import type { Bundle, BundleKeyDate } from '#modules/editions/bundle/index.ts';
import { dateInstants } from '#modules/editions/date-instants.ts';
import { fillPage } from '#modules/editions/page-text.ts';
import { publicCalls } from '#modules/editions/public-calls.ts';
import { dateWords } from '#modules/publications/date-words.ts';

type Words = Partial<Record<Locale, string>> | undefined;

/**
 * What of a published edition can be found: its home, its pages, calls, tracks and dates, each in the languages in which
 * it says something. Made of what the public sees (`publicEdition`) and of nothing else. Pure.
 */
export function editionDocuments(bundle: Bundle): SearchDocument[] {
	if (bundle.edition.state !== 'published') return [];
	return locales.flatMap((locale) => inOneLanguage(bundle, locale));
}

function inOneLanguage(bundle: Bundle, locale: Locale): SearchDocument[] {
	const { edition } = bundle;
	const base = `/${edition.slug}`;
	const context = edition.short;
	const own = (words: Words) => words?.[locale] ?? '';
	const home: SearchDocument = {
		...{ locale, context, kind: 'page', path: base, title: `${edition.short} · ${own(edition.name)}` },
		body: [own(edition.summary), own(edition.theme)].filter((text) => text !== '').join('\n'),
	};
	const pages = bundle.pages.flatMap((page): SearchDocument[] => {
		if (page.state !== 'published') return [];
		const text = page.body[locale] === undefined ? '' : plainText(fillPage(page.body[locale], bundle, locale));
		if (page.id === 'home') {
			home.body = `${home.body}\n${text}`.trim();
			return [];
		}
		return [
			{
				locale,
				context,
				kind: 'page',
				path: `${base}/${page.id}`,
				title: own(page.title),
				lead: own(page.summary),
				body: text,
			},
		];
	});
	const calls = publicCalls(bundle).map((call) => ({
		...callDocument(call, locale, `${base}/calls/${call.slug}`),
		context,
	}));
	const tracks = [
		...bundle.tracks.tracks.map((track) => ({
			...track,
			title: `${track.code} · ${own(track.name)}`,
			subjects: track.subjects,
		})),
		...bundle.tracks.outside.map((track) => ({ ...track, title: own(track.name), subjects: [] })),
	].map(
		(track): SearchDocument => ({
			...{ locale, context, kind: 'track', path: `${base}/tracks/${track.code}`, title: track.title },
			body: [own(track.description), ...track.subjects.map(own)].filter((text) => text !== '').join('\n'),
		}),
	);
	const dates = bundle.dates.map(
		(date): SearchDocument => ({
			...{ locale, context, kind: 'date', path: `${base}/dates#date-${date.id}`, title: own(date.label) },
			body: [whenOf(date, edition.zone, locale), own(date.note)].filter((text) => text !== '').join('\n'),
		}),
	);
	return [home, ...pages, ...calls, ...tracks, ...dates];
}

function whenOf(date: BundleKeyDate, zone: string, locale: Locale): string {
	const { day, time } = dateWords(
		{ ...dateInstants(date, zone), latest: date.latest, deadline: date.kind === 'deadline' },
		zone,
		locale,
	);
	return time === '' ? day : `${day} ${time}`;
}

/** A call as its page tells it before it is filled in. Pure. */
export function callDocument(call: Call, locale: Locale, path: string): SearchDocument {
	return {
		locale,
		kind: 'call',
		path,
		title: call.title[locale],
		lead: call.summary[locale],
		body: call.summary[locale],
	};
}
