import type { Locale } from '#core/i18n/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { messages } from '../messages.ts';

/** Something to download; its path is without language unless `own` says that each language has its own. */
export interface DocumentView {
	path: string;
	title: string;
	what: string;
	kind: string;
}

const templateFiles = [
	['docx', 'Word'],
	['tex', 'LaTeX'],
	['typ', 'Typst'],
] as const;

/** The kinds of paper for which the edition offers templates. */
export const templateKinds = ['manuscript', 'extended-abstract'] as const;

/** The templates of an edition by kind of paper. Pure. */
export function templateViews(
	bundle: Bundle,
	locale: Locale,
): { id: string; title: string; what: string; files: DocumentView[] }[] {
	const t = messages[locale].documents;
	return templateKinds.map((id) => ({
		id,
		title: t.templates[id].title,
		what: t.templates[id].what,
		files: templateFiles.map(([ending, kind]) => ({
			path: `/${bundle.edition.slug}/templates/${id}.${ending}`,
			title: t.templateIn(kind),
			what: '',
			kind: ending.toUpperCase(),
		})),
	}));
}

/** What an edition offers to take along, but for the templates. Pure. */
export function documentViews(bundle: Bundle, locale: Locale): DocumentView[] {
	const t = messages[locale].documents;
	const { slug } = bundle.edition;
	return [
		{ path: `/${slug}/leaflet.pdf`, kind: 'PDF', ...t.leaflet },
		{ path: `/${slug}/call-for-papers.pdf`, kind: 'PDF', ...t.poster },
		{ path: `/${slug}/dates.ics`, kind: 'iCalendar', ...t.calendar },
	];
}
