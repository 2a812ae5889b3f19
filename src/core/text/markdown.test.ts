import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulaToMathml, isSafeLink, markdownLineToHtml, markdownToHtml, plainText } from './markdown.ts';

describe('markdownToHtml', () => {
	it('renders what it should', () => {
		expect(markdownToHtml('# One\n\nA *text* with $x^2$ and [a link](https://example.org).')).toBe(
			'<h2>One</h2>\n<p>A <em>text</em> with <math><msup><mi>x</mi><mn class="tml-sml-pad">2</mn></msup></math> and ' +
				'<a href="https://example.org" rel="noopener nofollow">a link</a>.</p>\n',
		);
		expect(markdownToHtml('### Deep', { headingLevel: 5 })).toBe('<h6>Deep</h6>\n');
		expect(markdownToHtml('before\n\n$$\n\\frac{a}{b}\n$$\n\nafter')).toMatch(
			/<p>before<\/p>\n<p><math display="block".*<\/math><\/p>\n<p>after/,
		);
	});
	it('lets prices be prices', () => {
		expect(markdownToHtml('It costs $5 and $6, or US$7.')).toBe('<p>It costs $5 and $6, or US$7.</p>\n');
		expect(markdownToHtml('\\$x$ and $ y $')).toBe('<p>$x$ and $ y $</p>\n');
	});
	it('shows pictures of this site only', () => {
		expect(markdownToHtml('![a tower](/media/tower.jpg)')).toBe(
			'<p><img src="/media/tower.jpg" alt="a tower" loading="lazy"></p>\n',
		);
		expect(markdownToHtml('![seen](https://spy.example/x.gif)')).toBe('<p>seen</p>\n');
		expect(markdownToHtml('![seen](//spy.example/x.gif)')).not.toContain('<img');
	});
	it('writes a title without a paragraph', () => {
		expect(markdownLineToHtml('On $H_2$ & *more*')).toMatch(/^On <math>.*<\/math> &amp; <em>more<\/em>$/);
	});
});

describe('safety', () => {
	it.each([
		'javascript:alert(1)',
		'JaVa\nScript:alert(1)',
		' vbscript:x',
		'data:text/html,x',
		'file:///etc/passwd',
		'//evil.example',
		'\\\\evil.example',
		'java\tscript:x',
	])('refuses %j', (address) => {
		expect(isSafeLink(address)).toBe(false);
	});
	it.each(['https://example.org', 'http://x.example/a:b', 'mailto:a@b.example', '/dates', '#top', 'page?x=a:b'])(
		'takes %j',
		(address) => {
			expect(isSafeLink(address)).toBe(true);
		},
	);
	it('gives no element, address or attribute that was smuggled in', () => {
		const pieces = fc.constantFrom(
			'<script>',
			'<img src=x onerror=alert(1)>',
			'</p>',
			'[x](javascript:alert(1))',
			'![x](javascript:1)',
			'[x](<java\tscript:1>)',
			'$\\href{javascript:1}{x}$',
			'$\\text{<b onclick=1>}$',
			'$$\n',
			'\n$$',
			'$',
			'`',
			'"',
			"'",
			'<',
			'>',
			'\n',
			'\n\n',
			'[',
			'](',
			')',
			'https://example.org',
			'<https://a.example>',
			'<javascript:1>',
			'&#106;avascript:',
			'\\',
			'* ',
			'# ',
			'| a | b |\n|--|--|\n',
			'style="x"',
			' ',
			'a',
			'$\\colorbox{red" onload="x}{y}$',
			'$\\url{javascript:1}$',
			'[a]: javascript:1\n',
		);
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 25 }), (list) => {
				const source = list.join('');
				for (const html of [markdownToHtml(source), markdownLineToHtml(source)]) {
					const tags = html.match(/<[^>]*>/g) ?? [];
					for (const tag of tags) {
						expect(tag).not.toMatch(/^<\/?(script|iframe|style|object|svg|form|input|base|link|meta)\b/i);
						expect(tag).not.toMatch(/\s(on\w+|style)\s*=/i);
						expect(tag).not.toMatch(/(href|src)="\s*(?!https?:|mailto:|[^:"]*")/i);
					}
					expect(html.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
				}
			}),
			{ numRuns: 1000 },
		);
	});
	it('survives any text and any formula', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof markdownToHtml(text) === 'string'));
		const tex = fc.array(
			fc.constantFrom(
				'\\frac',
				'{',
				'}',
				'^',
				'_',
				'\\sum',
				'\\def\\a{\\a\\a}',
				'\\a',
				'&',
				'\\\\',
				'\\begin{matrix}',
				'\\end{matrix}',
				'x',
				'\\class{a}',
				'\\text',
				'\\left(',
				'"',
			),
		);
		fc.assert(
			fc.property(tex, fc.boolean(), (parts, display) => {
				expect(formulaToMathml(parts.join(''), display)).toMatch(/^<(math|code)[ >]/);
			}),
		);
		expect(formulaToMathml('x'.repeat(3000), false)).toMatch(/^<code/);
		expect(formulaToMathml('\\color{red}{x}', false)).not.toContain('style');
	});
});

describe('plainText', () => {
	it('keeps the words', () => {
		expect(
			plainText('# One\n\nA *text* with `code`, $x^2$ and [a link](https://example.org).\n\n- a\n- b\n\n$$\ny\n$$'),
		).toBe('One\n\nA text with code, x^2 and a link.\n\na\n\nb\n\ny');
		expect(plainText('a < b &amp; **c**  \nnext')).toBe('a < b & c\nnext');
	});
});
