import { countWords } from '#core/text/index.ts';

/**
 * How long a Markdown text is for its readers: words of English, characters of Chinese (each Han character is one). Pictures
 * and the addresses of links are not read, so they do not count. Pure.
 */
export function articleLength(markdown: string): number {
	return countWords(markdown.replace(/!\[([^\]]*)\]\([^)\s]*\)/g, ' ').replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1'));
}
