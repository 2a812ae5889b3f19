import type { Bundle } from './bundle/index.ts';

/**
 * What the public may see of an edition: texts of pages in preparation, sites in preparation beyond their name, roles
 * that are only a reading of the source, notes for the desk and wording of letters stay inside. Pure.
 */
export function publicView(bundle: Bundle): Bundle {
	const { letters: _, ...rest } = bundle;
	return {
		...rest,
		pages: bundle.pages.map((page) => (page.state === 'published' ? page : { ...page, body: {} })),
		persons: bundle.persons.map(({ reading: _, ...person }) => person),
		...(bundle.committee
			? {
					committee: {
						...bundle.committee,
						roles: bundle.committee.roles.filter((role) => role.reading === undefined),
					},
				}
			: {}),
		sites: bundle.sites.map((site) => (site.state === 'published' ? site : { ...site, rooms: [] })),
	};
}
