import { expect, test } from 'vitest';
import { markdownToHtml, plainText, type TextAsset } from './markdown.ts';

const known: Record<string, TextAsset> = {
	launch: {
		address: '/e/assets/launch/a.jpg',
		caption: 'Launch & return',
		picture: {
			alt: 'A <rocket>',
			width: 960,
			height: 540,
			src: '/s.jpg',
			srcset: '/s.jpg 960w',
			webp: '/s.webp 960w',
			notes: ['Drawn "for us"', 'CC BY 4.0'],
		},
	},
	mark: { address: '/m.svg', picture: { alt: '', width: 20, height: 10, src: '/m.svg' } },
	rules: { address: '/e/assets/rules/b.pdf' },
};
const html = (text: string) => markdownToHtml(text, { asset: (id) => known[id] });

test('a picture alone in its paragraph is a figure with caption and notes, in all its sizes', () => {
	expect(html('![whatever](asset:launch)\n\nAfter.')).toMatchInlineSnapshot(`
		"<figure><picture><source type="image/webp" srcset="/s.webp 960w" sizes="(min-width: 48rem) 42rem, 100vw"><img src="/s.jpg" srcset="/s.jpg 960w" sizes="(min-width: 48rem) 42rem, 100vw" width="960" height="540" alt="A &lt;rocket&gt;" loading="lazy" decoding="async"></picture><figcaption><span>Launch &amp; return</span> <span>Drawn &quot;for us&quot;</span> <span>CC BY 4.0</span></figcaption></figure>
		<p>After.</p>
		"
	`);
});

test('a picture within a text stays there; its words are those of the record', () => {
	expect(html('Look ![ignored](asset:mark) here')).toBe(
		'<p>Look <img src="/m.svg" width="20" height="10" alt="" loading="lazy" decoding="async"> here</p>\n',
	);
});

test('a picture within a text keeps what must be said of it', () => {
	expect(html('Look ![](asset:launch) here')).toContain(
		'</picture> <small class="picture-notes">Drawn &quot;for us&quot; · CC BY 4.0</small> here',
	);
});

test('documents are linked to; what is not there is left out, and no other scheme gets in', () => {
	expect(html('[Rules](asset:rules)')).toBe('<p><a href="/e/assets/rules/b.pdf">Rules</a></p>\n');
	expect(html('[Gone](asset:gone) ![words](asset:gone)')).toBe('<p><a>Gone</a> words</p>\n');
	expect(markdownToHtml('![words](asset:launch)')).toBe('<p>words</p>\n');
	expect(html('[x](asset:../secret) ![x](javascript:alert)')).not.toMatch(/href|<img/);
	expect(plainText('![words](asset:launch)')).toBe('words');
});
