import type { Locale } from '#core/i18n/index.ts';
import { cleanText } from '#core/text/index.ts';
import { oneLine } from './draft.ts';

/** One language of an article as a file; what is not written yet is missing. */
export interface ArticleTextFile {
	title?: string;
	standfirst?: string;
	body?: string;
}

/**
 * Reads `# Title`, the standfirst, a line `---` and the body; undefined when the first line is no title. Pure.
 */
export function readTextFile(text: string, locale: Locale): ArticleTextFile | undefined {
	const lines = cleanText(text, { lines: true }).split('\n');
	const title = /^#(?:\s+(.*))?$/.exec(lines[0] ?? '');
	if (!title) return undefined;
	const end = lines.indexOf('---', 1);
	const above = lines.slice(1, end === -1 ? undefined : end).map((line) => line.replace(/^\\(\\*---)$/, '$1'));
	const standfirst = oneLine(above.join('\n'), locale);
	const body = end === -1 ? '' : cleanText(lines.slice(end + 1).join('\n'), { lines: true });
	return {
		...(title[1]?.trim() ? { title: title[1].trim() } : {}),
		...(standfirst ? { standfirst } : {}),
		...(body ? { body } : {}),
	};
}

/** The file of one language; the other way round. Pure. */
export function writeTextFile({ title = '', standfirst = '', body = '' }: ArticleTextFile): string {
	const head = `${`# ${title}`.trim()}\n\n`;
	const above = standfirst ? `${standfirst.replace(/^(\\*---)$/, '\\$1')}\n\n` : '';
	return `${head}${above}---\n${body ? `\n${body}\n` : ''}`;
}
