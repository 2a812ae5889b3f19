import { cleanText } from '#core/text/clean.ts';
import { longestList } from '../reviewer.ts';
import { mostPublications, type ReadPublications } from './publication.ts';
import { readBibtex } from './read-bibtex.ts';
import { looksLikeTable, readTable, readTitles } from './read-lines.ts';
import { readOrcidJson, readOrcidXml } from './read-orcid.ts';
import { withoutDoubles } from './same-publication.ts';

/**
 * Reads a list of publications as people have it, by what it looks like: BibTeX, JSON or XML of ORCID, a table, or titles
 * line by line. Each once; what could not be read is said with its line. Never throws. Pure.
 */
export function readPublications(source: string): ReadPublications {
	if (source.length > longestList) {
		return { format: 'titles', publications: [], problems: [{ line: 1, code: 'too-large' }] };
	}
	// Lines are counted in what was given: nothing is trimmed at the top.
	const text = source.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/^\ufeff/, '');
	const clean = `${text.match(/^\n*/)?.[0] ?? ''}${cleanText(text, { lines: true })}`;
	const begin = clean.trimStart()[0];
	const [format, read] =
		begin === '{' || (begin === '[' && /^\[\s*[{[\]]/.test(clean.trimStart()))
			? (['orcid-json', readOrcidJson] as const)
			: begin === '<'
				? (['orcid-xml', readOrcidXml] as const)
				: /^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]/m.test(clean)
					? (['bibtex', readBibtex] as const)
					: looksLikeTable(clean)
						? (['csv', readTable] as const)
						: (['titles', readTitles] as const);
	const { publications: all, problems } = read(clean);
	const publications = withoutDoubles(all);
	const beyond = publications[mostPublications];
	if (beyond) problems.push({ line: beyond.line, code: 'too-many' });
	return { format, publications: publications.slice(0, mostPublications), problems };
}
