import type { Locale } from '#core/i18n/index.ts';
import { type Block, type MailContent, paragraphsOf, safeHref } from './blocks.ts';

const colon: Record<Locale, string> = { en: ': ', zh: '：' };

function blockText(block: Block, locale: Locale): string {
	switch (block.type) {
		case 'heading':
			return block.text;
		case 'paragraph':
		case 'note':
			return paragraphsOf(block.text).join('\n\n');
		case 'button':
			return `${block.label}${colon[locale].trimEnd()}\n${safeHref(block.href)}`;
		case 'item':
			return [
				block.title,
				...(block.about ? [block.about] : []),
				...(block.text ? [paragraphsOf(block.text).join('\n\n')] : []),
				safeHref(block.href),
			].join('\n');
		case 'links':
			return block.links.map(({ label, href }) => `${label}${colon[locale]}${safeHref(href)}`).join('\n');
		case 'facts':
			return block.rows.map((row) => `${row.label}${colon[locale]}${row.value.replace(/\s*\n\s*/g, ' / ')}`).join('\n');
		case 'code':
			return `    ${block.value}`;
		case 'quote':
			return paragraphsOf(block.text)
				.join('\n\n')
				.split('\n')
				.map((line) => `> ${line}`.trimEnd())
				.join('\n');
	}
}

/** The mail as plain text: complete in itself, every address in full. */
export function renderText({ locale, head, blocks, foot }: MailContent): string {
	const parts = [...(head ? [head] : []), ...blocks.map((block) => blockText(block, locale))];
	// The signature mark of RFC 3676, so that readers fold it and answers leave it out.
	const end = foot && foot.length > 0 ? `\n\n-- \n${foot.join('\n')}` : '';
	return `${parts.join('\n\n')}${end}\n`;
}
