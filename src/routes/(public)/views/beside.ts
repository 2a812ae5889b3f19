import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Bundle, PartnerKind } from '#modules/editions/bundle/index.ts';

/** A named role and what it is for; an address only where one is known and published. */
export interface ContactView {
	role: string;
	name: string;
	about: string;
	email: string | null;
}

/** Whom to ask, in the order of the edition; of one role, or all. Pure. */
export function contactViews(bundle: Bundle, locale: Locale, role?: string): ContactView[] {
	return bundle.edition.contacts
		.filter((one) => role === undefined || one.role === role)
		.map((one) => ({
			role: one.role,
			name: inLocale(one.name, locale).text,
			about: one.about ? inLocale(one.about, locale).text : '',
			email: one.state === 'published' ? (one.email ?? null) : null,
		}));
}

export interface SiteView {
	id: string;
	name: string;
	online: boolean;
	zone: string | null;
	city: string;
	description: string;
	preparing: boolean;
	rooms: { name: string; seats: number | null; track: string | null }[];
}

/** The places where the edition happens, with their rooms. Pure. */
export function siteViews(bundle: Bundle, locale: Locale): SiteView[] {
	const text = (value: Parameters<typeof inLocale>[0] | undefined) => (value ? inLocale(value, locale).text : '');
	return bundle.sites.map((site) => ({
		id: site.id,
		name: text(site.name),
		online: site.kind === 'online',
		zone: site.zone ?? null,
		city: text(site.city),
		description: text(site.description),
		preparing: site.state !== 'published',
		rooms: site.rooms.map((room) => ({ name: text(room.name), seats: room.seats ?? null, track: room.track ?? null })),
	}));
}

/** What the platform adds to a page of the committee, by the page's id: parts made of records. */
export interface Beside {
	/** The role that answers questions about this page. */
	contact?: string;
	/** Where the calls stand and how to answer them. */
	calls?: boolean;
	templates?: boolean;
	documents?: boolean;
	sites?: boolean;
	past?: boolean;
	/** Partners of these kinds. */
	partners?: readonly PartnerKind[];
	/** The latest articles about the edition. */
	news?: boolean;
	/** Sessions of this kind. */
	session?: 'exhibition';
}

const known: Record<string, Beside> = {
	about: { partners: ['host', 'organiser', 'co-organiser', 'supporter'] },
	submission: { contact: 'secretariat', calls: true, templates: true },
	templates: { templates: true, calls: true },
	students: { contact: 'students', calls: true },
	press: { contact: 'press' },
	sponsors: { contact: 'sponsorship', partners: ['sponsor'] },
	exhibition: { contact: 'sponsorship', session: 'exhibition', partners: ['exhibitor'] },
	venue: { sites: true, contact: 'secretariat' },
	documents: { documents: true },
	news: { news: true, contact: 'press' },
	past: { past: true },
	accessibility: { contact: 'secretariat' },
	conduct: { contact: 'secretariat' },
	privacy: { contact: 'privacy' },
};

/** What stands beside the text of a page; nothing for a page whose id means nothing to the platform. Pure. */
export function besideOf(id: string): Beside {
	return Object.hasOwn(known, id) ? (known[id] as Beside) : {};
}
