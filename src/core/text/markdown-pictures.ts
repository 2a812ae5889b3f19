import type { MarkdownIt } from 'markdown-it';
import type { PictureView } from '#core/pictures/view.ts';
import type { TextAsset } from './markdown.ts';

/** How wide a picture in a text is shown: the text's own width, or the window's where that is less. */
const sizes = '(min-width: 48rem) 42rem, 100vw';

/** A picture with its sizes, as HTML; `Picture.svelte` says the same for components. */
export function pictureHtml(picture: PictureView): string {
	const { alt, altLang, width, height, src, srcset, webp } = picture;
	const attribute = (name: string, value: string | number | undefined) =>
		value === undefined ? '' : ` ${name}="${escapeHtml(String(value))}"`;
	const image =
		`<img${attribute('src', src)}${attribute('srcset', srcset)}${srcset ? attribute('sizes', sizes) : ''}` +
		`${attribute('width', width)}${attribute('height', height)}${attribute('alt', alt)}${attribute('lang', altLang)}` +
		' loading="lazy" decoding="async">';
	if (!webp) return image;
	return `<picture><source type="image/webp"${attribute('srcset', webp)}${attribute('sizes', sizes)}>${image}</picture>`;
}

/** What is said with a picture in the middle of a line: who made it, on which terms, that it is a sample. */
export function notesHtml({ notes = [] }: PictureView): string {
	return notes.length === 0 ? '' : ` <small class="picture-notes">${escapeHtml(notes.join(' · '))}</small>`;
}

/** A paragraph that holds one of our pictures and nothing else becomes a figure, with its caption and notes when it has them. */
export function figures(markdown: MarkdownIt): void {
	markdown.core.ruler.push('figures', (state) => {
		for (let place = 1; place < state.tokens.length - 1; place += 1) {
			const [open, inline, close] = [state.tokens[place - 1], state.tokens[place], state.tokens[place + 1]];
			const only = inline?.children?.length === 1 ? inline.children[0] : undefined;
			if (open?.type !== 'paragraph_open' || only?.type !== 'image' || !close) continue;
			const id = /^asset:(.+)$/.exec(String(only.attrGet('src')))?.[1];
			const asset =
				id === undefined ? undefined : (state.env as { asset?: (id: string) => TextAsset | undefined }).asset?.(id);
			if (!asset?.picture) continue;
			[open.tag, close.tag] = ['figure', 'figure'];
			only.meta = { inFigure: true };
			const words = [asset.caption, ...(asset.picture.notes ?? [])].filter((text) => text !== undefined && text !== '');
			if (words.length === 0) continue;
			const caption = new state.Token('html_block', '', 0);
			caption.content = `<figcaption>${words.map((text) => `<span>${escapeHtml(text as string)}</span>`).join(' ')}</figcaption>`;
			state.tokens.splice(place + 1, 0, caption);
		}
	});
}

/** A text as HTML shows it, also within the quotes of an attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
