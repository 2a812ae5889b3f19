import type { MarkdownIt } from 'markdown-it';
import type { Token } from 'markdown-it';

/**
 * Tables and program text that may be wider than their page: each scrolls by itself and can be reached by keyboard. A
 * column's alignment is a class (our content policy refuses style attributes), an empty head is a plain cell.
 */
export function wideParts(markdown: MarkdownIt): void {
	const { rules } = markdown.renderer;
	rules.table_open = () => '<div class="table-scroll" tabindex="0"><table>\n';
	rules.table_close = () => '</table></div>\n';
	for (const cell of ['th', 'td'] as const) {
		rules[`${cell}_open`] = (tokens, index, options, _env, renderer) => {
			const token = tokens[index] as Token;
			const aligned = /text-align:(center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1];
			token.attrs = aligned ? [['class', `align-${aligned}`]] : [];
			if (cell === 'th' && tokens[index + 1]?.content === '') {
				token.tag = 'td';
				const close = tokens[index + 2];
				if (close?.type === 'th_close') close.tag = 'td';
			}
			return renderer.renderToken(tokens, index, options);
		};
	}
	for (const rule of ['fence', 'code_block'] as const) {
		const plain = rules[rule];
		rules[rule] = (tokens, index, options, env, renderer) =>
			(plain?.(tokens, index, options, env, renderer) ?? '').replace('<pre', '<pre tabindex="0"');
	}
}
