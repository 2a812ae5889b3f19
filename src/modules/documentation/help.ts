/** Pages of people and of the desk, and the topic that explains each; the first that fits. `*` stands for one segment. */
const topics: readonly (readonly [place: string, topic: string])[] = [
	['/desk/clock', 'organiser/rehearsal'],
	['/desk/newsroom/analyses', 'organiser/analysis'],
	['/desk/newsroom/*/analysis', 'organiser/analysis'],
	['/desk/newsroom/headlines', 'organiser/headlines'],
	['/desk/newsroom', 'organiser/newsroom'],
	['/desk/newsletter', 'organiser/newsletter'],
	['/desk/statements', 'organiser/statements'],
	['/desk/editions', 'organiser/editions'],
	['/desk/installation', 'operator/backup'],
	['/desk/*/calls/*/window', 'organiser/windows'],
	['/desk/*/calls/*/conflicts', 'organiser/conflicts'],
	['/desk/*/calls/*/stages/*/ranking', 'organiser/ranking'],
	['/desk/*/calls/*/stages/*/assigning', 'organiser/assigning'],
	['/desk/*/calls/*/stages/*/reviewers', 'organiser/reviewers'],
	['/desk/*/calls/*/stages/*/progress', 'organiser/discussions'],
	['/desk/*/calls/*/stages/*/decisions', 'organiser/decisions'],
	['/desk/*/calls/*/stages', 'organiser/stages'],
	['/desk/*/calls/*/design/form', 'organiser/forms'],
	['/desk/*/calls', 'organiser/calls'],
	['/desk/*/report', 'organiser/decisions'],
	['/desk/*/letters', 'organiser/letters'],
	['/desk/*/fulfilments', 'organiser/fulfilments'],
	['/desk/*/applications/enter', 'organiser/applicants'],
	['/desk/*/applications/take-in', 'organiser/applicants'],
	['/desk/*/applications/*/people', 'organiser/applicants'],
	['/desk/*/applications/*/discussion', 'organiser/discussions'],
	['/desk/*/messages', 'organiser/applicants'],
	['/desk/*/applications/bulk', 'organiser/lists'],
	['/desk/*/applications/import', 'organiser/lists'],
	['/desk/*/applications/*', 'organiser/stages'],
	['/desk/*/applications', 'organiser/lists'],
	['/desk/*/outbox', 'organiser/letters'],
	['/desk/*/enquiries', 'organiser/enquiries'],
	['/desk/*/people', 'organiser/people'],
	['/desk/*/site/assets', 'organiser/pictures'],
	['/desk/*/site/export', 'organiser/edition-files'],
	['/desk/*/site', 'organiser/editing'],
	['/desk/*/publish', 'organiser/editions'],
	['/desk/*/close', 'organiser/editions'],
	['/desk', 'organiser/desk'],
	['/see-as', 'organiser/people'],
	['/review/conflicts', 'reviewer/conflicts'],
	['/review/profile', 'reviewer/profile-and-bids'],
	['/review/bids', 'reviewer/profile-and-bids'],
	['/review/*/discussion', 'reviewer/discussion'],
	['/review', 'reviewer/scoring'],
	['/setup', 'operator/install'],
	['/me/applications/*/conflicts', 'author/conflicts'],
	['/me/applications/*/rebuttal', 'author/answering-reviews'],
	['/me/applications/*/people', 'author/together'],
	['/me/applications/drafts', 'author/together'],
	['/me/applications/join', 'author/together'],
	['/attestations', 'author/together'],
	['/me/applications', 'author/abstract'],
	['/me/letters', 'author/abstract'],
	['/me/*', 'author/sign-in'],
	['/me', 'author/abstract'],
	['/sign-in', 'author/sign-in'],
	['/*/calls/*/apply', 'author/abstract'],
	['/calls/*/apply', 'author/abstract'],
];

const patterns = topics.map(([place, topic]) => ({
	fits: new RegExp(`^${place.replaceAll('*', '[^/]+')}(/|$)`),
	path: `/docs/${topic}`,
}));

/** All pages of the documentation to which help leads. */
export const helpPaths: readonly string[] = [...new Set(patterns.map(({ path }) => path))];

/**
 * Where the documentation explains a page.
 * @param path of the page, without language
 * @returns the path of the topic without language; undefined for pages that explain themselves
 */
export function helpFor(path: string): string | undefined {
	return patterns.find(({ fits }) => fits.test(path))?.path;
}
