import { inLocale, type Locale } from '#core/i18n/index.ts';
import { builtInPages } from '#modules/editions/built-in-pages.ts';
import { type Bundle, type PageGroup, pageGroups } from '#modules/editions/bundle/index.ts';
import { messages } from '../messages.ts';

/** Paths are without language. */
export interface MenuLink {
	path: string;
	label: string;
}
export interface MenuGroup {
	id: PageGroup;
	label: string;
	links: MenuLink[];
}
/** What the head and the foot of an edition's pages lead to. */
export interface SiteMenu {
	/** In the bar of the head, in the order of the edition's pages. */
	main: MenuLink[];
	/** All pages by group. */
	groups: MenuGroup[];
}

/** The menus of an edition. Pure. */
export function siteMenu(bundle: Bundle, locale: Locale): SiteMenu {
	const t = messages[locale];
	const written = bundle.pages.map(({ id, group, menu, title }) => ({
		id,
		group,
		menu,
		label: inLocale(title, locale).text,
	}));
	const rest = builtInPages
		.filter((one) => !written.some((page) => page.id === one.id))
		.map((one) => ({ ...one, label: t.pages[one.id] }));
	const pages = [...written, ...rest].filter((page) => page.menu !== 'none');
	const link = ({ id, label }: { id: string; label: string }) => ({ path: `/${bundle.edition.slug}/${id}`, label });
	return {
		main: pages.filter((page) => page.menu === 'main').map(link),
		groups: pageGroups
			.map((group) => ({
				id: group,
				label: t.groups[group],
				links: pages.filter((page) => page.group === group).map(link),
			}))
			.filter((group) => group.links.length > 0),
	};
}

/** What stands at the foot beside the pages: whom to write to, and what a country wants to read. */
export interface SiteFoot {
	contacts: { name: string; email: string | null; path: string }[];
	legal: { icp: string | null; security: string | null; lines: string[] };
}

/** The foot of an edition's pages. Pure. */
export function siteFoot(bundle: Bundle, locale: Locale): SiteFoot {
	const { contacts, legal, slug } = bundle.edition;
	return {
		contacts: contacts.map((contact) => ({
			name: inLocale(contact.name, locale).text,
			email: contact.state === 'published' ? (contact.email ?? null) : null,
			path: `/${slug}/contact#${contact.role}`,
		})),
		legal: {
			icp: legal?.icp ?? null,
			security: legal?.security ?? null,
			lines: (legal?.lines ?? []).map((line) => inLocale(line, locale).text),
		},
	};
}
