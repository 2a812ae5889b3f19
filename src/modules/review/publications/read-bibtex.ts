import { type BibtexEntry, bibtexEntries } from './bibtex-entries.ts';
import { latexText } from './latex-text.ts';
import { cutText, doiOf, yearOf } from './parts.ts';
import type { PublicationProblem, ReadPublication } from './publication.ts';

/** Reads publications from BibTeX or BibLaTeX, as reference managers and ORCID export it. Pure. */
export function readBibtex(text: string): { publications: ReadPublication[]; problems: PublicationProblem[] } {
	const { entries, problems } = bibtexEntries(text);
	const publications: ReadPublication[] = [];
	for (const entry of entries) {
		const title = titleOf(entry);
		if (!title) problems.push({ line: entry.line, code: 'no-title', excerpt: entry.key || entry.type });
		else if (title.length > 600)
			problems.push({ line: entry.line, code: 'title-too-long', excerpt: title.slice(0, 80) });
		else publications.push({ ...partsOf(entry), title, line: entry.line });
	}
	problems.sort((a, b) => a.line - b.line);
	return { publications, problems };
}

const valueOf = ({ fields }: BibtexEntry, ...names: string[]): string => {
	for (const name of names) {
		const value = latexText(fields.get(name) ?? '');
		if (value) return value;
	}
	return '';
};

function titleOf(entry: BibtexEntry): string {
	const title = valueOf(entry, 'title', 'booktitle');
	const subtitle = valueOf(entry, 'subtitle');
	return subtitle && title ? `${title}: ${subtitle}` : title;
}

function partsOf(entry: BibtexEntry): Omit<ReadPublication, 'title' | 'line'> {
	const year = yearOf(valueOf(entry, 'year', 'date'));
	const doi = doiOf(entry.fields.get('doi')?.replace(/\\_/g, '_') ?? '');
	const venue = cutText(valueOf(entry, 'journal', 'journaltitle', 'booktitle', 'publisher'), 300);
	const authors = namesOf(entry.fields.get('author') ?? '');
	const abstract = cutText(valueOf(entry, 'abstract'), 8000);
	const keywords = cutText(valueOf(entry, 'keywords', 'keyword'), 1000);
	return {
		...(year ? { year } : {}),
		...(doi ? { doi } : {}),
		...(venue ? { venue } : {}),
		...(authors.length > 0 ? { authors } : {}),
		...(abstract ? { abstract } : {}),
		...(keywords ? { keywords } : {}),
	};
}

/** `Family, Given and Given Family and others` as a list of `Given Family`. Pure. */
function namesOf(source: string): string[] {
	return source
		.split(/\s+and\s+/i)
		.map((one) => {
			const [family = '', ...rest] = latexText(one).split(/\s*,\s*/);
			return cutText(rest.length > 0 ? `${rest.at(-1)} ${family}`.trim() : family, 200);
		})
		.filter((name) => name && name.toLowerCase() !== 'others')
		.slice(0, 60);
}
