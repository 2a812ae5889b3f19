import { type Bundle, type BundleOutcomes, innerAssets } from './bundle/index.ts';

/**
 * What the public may see of an edition: texts of pages in preparation, sites in preparation beyond their name, roles
 * that are only a reading of the source, notes for the desk, wording of letters, seal and signatures stay inside; what
 * came of it too, until the edition is closed. Pure.
 */
export function publicView(bundle: Bundle, { closed = false }: { closed?: boolean } = {}): Bundle {
	const { letters, outcomes, ...rest } = bundle;
	const inner = innerAssets(letters);
	return {
		...rest,
		...(closed && outcomes ? { outcomes: publicOutcomes(outcomes) } : {}),
		assets: bundle.assets.filter(({ id }) => !inner.has(id)),
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

/** Of a document in preparation only what it is and its title. */
function publicOutcomes(outcomes: BundleOutcomes): BundleOutcomes {
	return {
		...outcomes,
		documents: outcomes.documents.map(({ id, kind, title, state, ...rest }) =>
			state === 'published' ? { id, kind, title, state, ...rest } : { id, kind, title, state },
		),
	};
}

/** What the public may see of an edition that is in preparation as a whole: that it will be, under its name. Pure. */
export function titleOnly(bundle: Bundle): Bundle {
	const { theme: _, summary: __, ...edition } = bundle.edition;
	return {
		edition: { ...edition, values: [], contacts: [] },
		series: bundle.series,
		assets: [],
		organisations: [],
		sites: [],
		partners: [],
		persons: [],
		tracks: { tracks: [], outside: [] },
		dates: [],
		sessions: [],
		past: [],
		pages: [],
		calls: [],
	};
}
