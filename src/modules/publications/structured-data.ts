import { languageTag, type Locale, localePath } from '#core/i18n/index.ts';

/** What search engines are told of an edition; nothing that its records do not say. */
export interface EventFacts {
	locale: Locale;
	origin: string;
	slug: string;
	name: string;
	short: string;
	summary: string;
	/** The first and the last day, `2021-11-18`. */
	starts: string;
	ends: string;
	/** The zone in which those days begin and end. */
	zone: string;
	mode: 'on-site' | 'online' | 'hybrid';
	languages: readonly Locale[];
	/** Places on site that are public and named by a city. */
	places: readonly { name: string; city: string }[];
	organisers: readonly { name: string; url: string | null }[];
	sponsors: readonly { name: string; url: string | null }[];
	series: { name: string; alternateName: string };
}

type Json = Record<string, unknown>;

const attendance = {
	'on-site': 'OfflineEventAttendanceMode',
	online: 'OnlineEventAttendanceMode',
	hybrid: 'MixedEventAttendanceMode',
} as const;

/**
 * The edition as a schema.org Event, for its home page. Days stand as days in their zone, for nobody has
 * published an hour. No offers, for nothing is sold; a place only where one is known.
 */
export function eventData(facts: EventFacts): Json {
	const { locale, origin, slug, mode } = facts;
	const address = origin + localePath(locale, `/${slug}`);
	const organisation = ({ name, url }: { name: string; url: string | null }) => ({
		'@type': 'Organization',
		name,
		...(url ? { url } : {}),
	});
	const locations = [
		...(mode === 'on-site' ? [] : [{ '@type': 'VirtualLocation', url: address }]),
		...facts.places.map(({ name, city }) => ({
			'@type': 'Place',
			name,
			address: { '@type': 'PostalAddress', addressLocality: city },
		})),
	];
	return {
		'@type': 'Event',
		'@id': `${origin}/${slug}#event`,
		name: facts.name,
		alternateName: facts.short,
		...(facts.summary ? { description: facts.summary } : {}),
		url: address,
		image: [`${origin}${localePath(locale, `/${slug}/card.png`)}`],
		startDate: facts.starts,
		endDate: facts.ends,
		eventSchedule: {
			'@type': 'Schedule',
			startDate: facts.starts,
			endDate: facts.ends,
			repeatFrequency: 'P1D',
			scheduleTimezone: facts.zone,
		},
		eventStatus: 'https://schema.org/EventScheduled',
		eventAttendanceMode: `https://schema.org/${attendance[mode]}`,
		...(locations.length > 0 ? { location: locations } : {}),
		...(facts.organisers.length > 0 ? { organizer: facts.organisers.map(organisation) } : {}),
		...(facts.sponsors.length > 0 ? { sponsor: facts.sponsors.map(organisation) } : {}),
		inLanguage: facts.languages.map((one) => languageTag[one]),
		superEvent: { '@type': 'EventSeries', ...facts.series },
	};
}

/** The site of an edition, beside its event. */
export function siteData({ locale, origin, slug, name, short }: EventFacts): Json {
	return {
		'@type': 'WebSite',
		'@id': `${origin}/${slug}#site`,
		name: short,
		alternateName: name,
		url: origin + localePath(locale, `/${slug}`),
		inLanguage: languageTag[locale],
		about: { '@id': `${origin}/${slug}#event` },
	};
}

/** Where a page stands: from the edition's home down to it. */
export function breadcrumbData(locale: Locale, origin: string, trail: readonly { name: string; path: string }[]): Json {
	return {
		'@type': 'BreadcrumbList',
		itemListElement: trail.map(({ name, path }, place) => ({
			'@type': 'ListItem',
			position: place + 1,
			name,
			item: origin + localePath(locale, path),
		})),
	};
}

/** Several things as one JSON-LD document. */
export function jsonLd(...things: Json[]): string {
	return JSON.stringify({ '@context': 'https://schema.org', '@graph': things });
}
