import { describe, expect, it } from 'vitest';
import { markdownToHtml } from './markdown.ts';

describe('tables and program text', () => {
	it('scroll by themselves and can be reached by keyboard', () => {
		expect(markdownToHtml('|a|b|\n|-|-|\n|1|2|')).toMatch(
			/^<div class="table-scroll" tabindex="0"><table>[\s\S]+<\/table><\/div>\n$/,
		);
		expect(markdownToHtml('```\nx\n```\n\n    y')).toBe(
			'<pre tabindex="0"><code>x\n</code></pre>\n<pre tabindex="0"><code>y\n</code></pre>\n',
		);
	});
	it('align by class, for the content policy refuses style attributes', () => {
		const html = markdownToHtml('|a|b|c|\n|:-:|--:|:--|\n|1|2|3|');
		expect(html).toContain('<th class="align-center">a</th>\n<th class="align-right">b</th>\n<th>c</th>');
		expect(html).toContain('<td class="align-right">2</td>');
		expect(html).not.toContain('style');
	});
	it('have no head without words', () => {
		const html = markdownToHtml('| |b|\n|-|-|\n|1|2|');
		expect(html).toContain('<td></td>\n<th>b</th>');
	});
});
