import { parseCsv } from '#core/spreadsheet/csv.ts';
import { cutText, doiOf, yearOf } from './parts.ts';
import type { PublicationProblem, ReadPublication } from './publication.ts';

interface Read {
	publications: ReadPublication[];
	problems: PublicationProblem[];
}

/** What a column may be called, in small letters. */
const columns = {
	title: ['title', 'document title', 'article title', 'work title', '题名', '标题', '篇名'],
	year: ['year', 'publication year', 'published', 'publication date', 'date', '年份', '年', '出版年'],
	doi: ['doi'],
	venue: ['journal', 'venue', 'source title', 'publication title', 'journal title', '刊名', '来源'],
	abstract: ['abstract', '摘要'],
	keywords: ['keywords', 'author keywords', '关键词'],
} as const;
const placeOf = (header: readonly string[], of: keyof typeof columns) =>
	header.findIndex((cell) => (columns[of] as readonly string[]).includes(cell.trim().toLowerCase()));

/** Whether the first line of a text names columns, one of them the title. Pure. */
export function looksLikeTable(text: string): boolean {
	const first = text.trimStart().split('\n', 1)[0] ?? '';
	if (!/[,;\t]/.test(first)) return false;
	return placeOf(parseCsv(first)[0]?.cells ?? [], 'title') >= 0;
}

/** Reads a table with a head (title, year, DOI, journal, abstract, keywords). Pure. */
export function readTable(text: string): Read {
	const [head, ...rows] = parseCsv(text);
	const header = head?.cells ?? [];
	const at = {
		title: placeOf(header, 'title'),
		year: placeOf(header, 'year'),
		doi: placeOf(header, 'doi'),
		venue: placeOf(header, 'venue'),
		abstract: placeOf(header, 'abstract'),
		keywords: placeOf(header, 'keywords'),
	};
	if (at.title < 0) return { publications: [], problems: [{ line: 1, code: 'no-title-column' }] };
	const read: Read = { publications: [], problems: [] };
	for (const { line, cells } of rows) {
		if (cells.every((cell) => cell.trim() === '')) continue;
		const cell = (of: keyof typeof at) => (cells[at[of]] ?? '').replace(/\s+/gu, ' ').trim();
		const title = cell('title');
		if (!title || !/\p{L}/u.test(title)) read.problems.push({ line, code: 'no-title' });
		else if (title.length > 600) read.problems.push({ line, code: 'title-too-long', excerpt: title.slice(0, 80) });
		else {
			const year = yearOf(cell('year'));
			const doi = doiOf(cell('doi'));
			read.publications.push({
				title,
				line,
				...(year ? { year } : {}),
				...(doi ? { doi } : {}),
				...(cell('venue') ? { venue: cutText(cell('venue'), 300) } : {}),
				...(cell('abstract') ? { abstract: cutText(cell('abstract'), 8000) } : {}),
				...(cell('keywords') ? { keywords: cutText(cell('keywords'), 1000) } : {}),
			});
		}
	}
	return read;
}

/** What stands before a title in lists that people paste: bullets, `1.`, `[12]`, `(3)`. */
const bullet = /^(?:[-*•·–—]\s+|\[\d{1,4}\]\s*|\(\d{1,4}\)\s*|\d{1,3}[.)、．]\s*)/u;

/** Reads titles (or whole references), one a line; a year in it is noted, an empty line passed over. Pure. */
export function readTitles(text: string): Read {
	const read: Read = { publications: [], problems: [] };
	text.split('\n').forEach((raw, i) => {
		const whole = raw.replace(/\s+/gu, ' ').trim();
		if (!whole) return;
		const line = i + 1;
		const title = whole.replace(bullet, '').trim();
		if (!/\p{L}/u.test(title)) read.problems.push({ line, code: 'no-words', excerpt: whole.slice(0, 80) });
		else if (title.length > 600) read.problems.push({ line, code: 'title-too-long', excerpt: title.slice(0, 80) });
		else {
			const doi = doiOf(title);
			// A year counts at the end or in brackets: within a title it may be what the work is about.
			const year = yearOf(/\((19|20|21)\d\d[a-z]?\)|[,，.]\s*(19|20|21)\d\d\.?$/.exec(title)?.[0] ?? '');
			read.publications.push({ title, line, ...(year ? { year } : {}), ...(doi ? { doi } : {}) });
		}
	});
	return read;
}
