import { expect, test } from 'vitest';
import { withSentenceAnchors } from './anchors.ts';

const one = (number: number, text: string) => ({ number, text });

test('a sentence becomes a place to lead to, with the marks that are in it', () => {
	expect(
		withSentenceAnchors('<p>One &amp; two. <em>Three</em> four.</p>', [one(3, 'One & two.'), one(4, 'Three four.')]),
	).toBe(
		'<p><span class="sentence" id="sentence-3">One &amp; two.</span> <em><span class="sentence" id="sentence-4"></span>Three</em> four.</p>',
	);
	expect(withSentenceAnchors('<p>一。<strong>二</strong>三。</p>', [one(1, '一。')])).toBe(
		'<p><span class="sentence" id="sentence-1">一。</span><strong>二</strong>三。</p>',
	);
	expect(withSentenceAnchors('<p>A <em>b</em>\nc.</p>', [one(2, 'A b c.')])).toBe(
		'<p><span class="sentence" id="sentence-2">A <em>b</em>\nc.</span></p>',
	);
});

test('the same words twice are two places; what is not there gets none, and nothing else changes', () => {
	const html = '<p>It rose. It rose.</p><p title="It fell.">x &lt;It fell.&gt;</p>';
	expect(
		withSentenceAnchors(html, [one(9, 'It fell.'), one(1, 'It rose.'), one(2, 'It rose.'), one(5, 'Not there.')]),
	).toBe(
		'<p><span class="sentence" id="sentence-1">It rose.</span> <span class="sentence" id="sentence-2">It rose.</span></p><p title="It fell.">x &lt;<span class="sentence" id="sentence-9">It fell.</span>&gt;</p>',
	);
	expect(withSentenceAnchors(html, [])).toBe(html);
});

test('what no element may be put around gets an anchor before it', () => {
	expect(withSentenceAnchors('<p>One</p><p>two.</p>', [one(1, 'One two.')])).toBe(
		'<p><span class="sentence" id="sentence-1"></span>One</p><p>two.</p>',
	);
});

test('a long text with many sentences takes no time', () => {
	const html = '<p>Word of it. </p>'.repeat(5000);
	const sentences = Array.from({ length: 5000 }, (_, at) => one(at + 1, 'Word of it.'));
	const begun = performance.now();
	expect(withSentenceAnchors(html, sentences).match(/class="sentence"/g)).toHaveLength(5000);
	expect(performance.now() - begun).toBeLessThan(1500);
});
