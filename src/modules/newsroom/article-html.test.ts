import { describe, expect, test } from 'vitest';
import { articleHtml, articleText, readingMinutes } from './article-html.ts';

const html = (body: string, more: object = {}) =>
	articleHtml(body, { pictures: [] }, { locale: 'en', pictures: '/news/a/pictures', ...more });

describe('the text of an article', () => {
	test('sections have anchors, each its own, in both scripts', () => {
		const { html: text, sections } = html(
			'## What was said\n\nA.\n\n## 会议成果\n\nB.\n\n## What was said\n\nC.\n\n### Below\n\nD.',
		);
		expect(sections).toEqual([
			{ id: 's-what-was-said', title: 'What was said' },
			{ id: 's-section-2', title: '会议成果' },
			{ id: 's-what-was-said-2', title: 'What was said' },
		]);
		expect(text).toContain('<h2 id="s-section-2">会议成果</h2>');
		expect(text).toContain('<h3>Below</h3>');
	});

	test('a quotation is a figure with its speaker, linked where he has a page', () => {
		const body = '> We stay.\n>\n> And go on.\n> — [Ann Sample](person:ann-sample), Editor\n\nText.';
		const page = (name: string) => (name === 'Ann Sample' ? '/ipspace-2021/committee#ann-sample' : undefined);
		expect(html(body, { speakerPage: page }).html).toContain(
			'<figcaption><a href="/ipspace-2021/committee#ann-sample">Ann Sample</a>, Editor</figcaption>',
		);
		expect(html(body).html).toContain('<figcaption>Ann Sample, Editor</figcaption>');
		expect(html('> 我们留下。\n> ——某人').html).toContain('<figcaption>某人</figcaption>');
	});

	test('a quotation of nobody stays one, and two in a row stay two', () => {
		expect(html('> Words.').html).toBe('<blockquote>\n<p>Words.</p>\n</blockquote>\n');
		const two = html('> One.\n> — A\n\nBetween.\n\n> Two.\n> — B').html;
		expect(two.match(/<figure class="quotation">/g)).toHaveLength(2);
		expect(two).toContain('<figcaption>A</figcaption>');
	});

	test('a line of dashes in a quotation costs nothing', () => {
		const dashes = '—'.repeat(400);
		expect(html(`> ${dashes}\n>\n> words\n>\n> more`).html).toContain('words');
		expect(html(`> words\n>\n> ${dashes}`).html).not.toContain('figcaption');
	});

	test('nothing that was written becomes markup', () => {
		const { html: text, sections } = html(
			'## <img src=x onerror=alert(1)> & "so"\n\n> words\n> — <script>alert(1)</script> [x](javascript:alert(1))',
		);
		expect(text).not.toMatch(/<script|<img|javascript:(?!alert\(1\)\))/);
		expect(text).not.toContain('href="javascript');
		expect(sections[0]?.title).toBe('<img src=x onerror=alert(1)> & "so"');
	});
});

test('reading takes words in English, characters in Chinese', () => {
	expect(readingMinutes('one', 'en')).toBe(1);
	expect(readingMinutes('word '.repeat(920), 'en')).toBe(4);
	expect(readingMinutes('字'.repeat(1600), 'zh')).toBe(4);
});

test('searches read words, and not the keys of persons', () => {
	expect(articleText('Said [Ann](person:ann-sample) and ![](asset:hall) **more**.')).toBe('Said Ann and  more.');
});
