import MarkdownParser, { type MarkdownIt } from 'markdown-it';
import temml from 'temml';
import type { PictureView } from '#core/pictures/view.ts';
import { escapeHtml, figures, notesHtml, pictureHtml } from './markdown-pictures.ts';
import { wideParts } from './markdown-tables.ts';

/*
 * Markdown with mathematics to HTML that is safe to show whoever wrote it: no raw HTML, links to the web, to mail and
 * within the site only, images from the site only, formulas as MathML without styles (the content policy of our pages
 * refuses style attributes).
 */

/** One formula may be so long, in characters; longer ones are shown as they were typed. */
const maxFormula = 2000;

/** A picture or document of the place where the text stands. */
export interface TextAsset {
	address: string;
	picture?: PictureView;
	/** Shown below a picture that stands in a paragraph of its own. */
	caption?: string;
}

const assetAddress = /^asset:([a-z0-9]+(?:-[a-z0-9]+)*)$/;

type Environment = Pick<Options, 'link' | 'asset'>;

interface Options {
	/** Headings begin at this level (1 to 6): a text stands below the heading of its page. */
	headingLevel?: number;
	/** Where a link within the site leads, from its address as written: `tracks`, `/verify`. Left alone by default. */
	link?: (address: string) => string;
	/** What `asset:id` stands for, in `![](asset:id)` and `[…](asset:id)`; what it does not know is left out. */
	asset?: (id: string) => TextAsset | undefined;
}

/** Renders a whole text: paragraphs, lists, headings, tables, `$inline$` and `$$displayed$$` formulas. */
export function markdownToHtml(source: string, options: Options = {}): string {
	return parser().render(source, { headingLevel: options.headingLevel ?? 2, link: options.link, asset: options.asset });
}

/** Renders one line, such as a title: emphasis, links and formulas, no paragraphs. */
export function markdownLineToHtml(source: string): string {
	return parser().renderInline(source);
}

/** A block of a Markdown text and what it is. A picture alone in its paragraph is a `picture`, with its alternative text. */
export interface TextBlock {
	kind: 'heading' | 'paragraph' | 'quotation' | 'item' | 'cell' | 'picture' | 'code';
	text: string;
}

/** The blocks of a Markdown text in order, without markup, none of them empty; formulas stay as they were typed. */
export function textBlocks(source: string): TextBlock[] {
	const blocks: TextBlock[] = [];
	const within: TextBlock['kind'][] = [];
	const opens: Record<string, TextBlock['kind']> = {
		heading_open: 'heading',
		blockquote_open: 'quotation',
		list_item_open: 'item',
		th_open: 'cell',
		td_open: 'cell',
	};
	const add = (kind: TextBlock['kind'], text: string) => {
		if (text.trim() !== '') blocks.push({ kind, text: text.trim() });
	};
	for (const token of parser().parse(source, {})) {
		if (token.type === 'maths-block' || token.type === 'code_block' || token.type === 'fence')
			add('code', token.content);
		const opened = opens[token.type];
		if (opened) within.push(opened);
		else if (/^(heading|blockquote|list_item|th|td)_close$/.test(token.type)) within.pop();
		if (token.type !== 'inline') continue;
		let text = '';
		let words = false;
		for (const child of token.children ?? []) {
			if (child.type === 'softbreak' || child.type === 'hardbreak') text += '\n';
			else if (
				child.type === 'image' ||
				child.type === 'text' ||
				child.type.endsWith('_inline') ||
				child.type === 'maths'
			) {
				text += child.content;
				if (child.type !== 'image' && child.content.trim() !== '') words = true;
			}
		}
		// What stands in a quotation is said by somebody, whatever else it is.
		const place = within.includes('quotation') ? 'quotation' : (within.at(-1) ?? 'paragraph');
		add(words ? place : 'picture', text);
	}
	return blocks;
}

/** The words of a Markdown text without its markup, for mail, search and counting; formulas stay as they were typed. */
export function plainText(source: string): string {
	return textBlocks(source)
		.map(({ text }) => text)
		.join('\n\n');
}

/** A formula in TeX as MathML; where it can't be read, the source as code. */
export function formulaToMathml(tex: string, display: boolean): string {
	try {
		if (tex.length > maxFormula) throw new RangeError('too long');
		const mathml = temml.renderToString(tex, {
			displayMode: display,
			throwOnError: true,
			trust: false,
			maxExpand: 200,
			maxSize: [20, 100],
		});
		return mathml.replace(/ style="[^"]*"/g, '');
	} catch {
		const mark = display ? '$$' : '$';
		return `<code class="formula-unread">${escapeHtml(mark + tex + mark)}</code>`;
	}
}

/** Whether an address may be linked to from a text that somebody wrote. */
export function isSafeLink(address: string): boolean {
	// Browsers drop tabs and line ends within a scheme, so `java\nscript:` must be read as they do.
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	const read = address.replace(/[\u0000-\u0020\u007f-\u009f\u200b]/g, '');
	if (read.startsWith('//') || read.includes('\\')) return false;
	const beforePath = /^[^/?#]*/.exec(read)?.[0] ?? '';
	return !beforePath.includes(':') || /^(https?|mailto):/i.test(read);
}

const lazily: { parser?: MarkdownIt } = {};

function parser(): MarkdownIt {
	lazily.parser ??= makeParser();
	return lazily.parser;
}

function makeParser(): MarkdownIt {
	const markdown = new MarkdownParser('default', { html: false, linkify: false, typographer: false });
	markdown.validateLink = (address) => assetAddress.test(address) || isSafeLink(address);
	markdown.use(maths);
	markdown.use(figures);
	markdown.use(wideParts);
	const { rules } = markdown.renderer;
	rules.image = (tokens, index, _options, env, renderer) => {
		const token = tokens[index] as (typeof tokens)[number];
		const alt = token.content;
		const source = String(token.attrGet('src') ?? '');
		const id = assetAddress.exec(source)?.[1];
		if (id !== undefined) {
			const { picture } = (env as Environment).asset?.(id) ?? {};
			if (!picture) return escapeHtml(alt);
			// A figure says it below; within a line it stands right behind.
			return pictureHtml(picture) + (token.meta?.inFigure ? '' : notesHtml(picture));
		}
		// A picture from elsewhere would tell that place who reads the page.
		if (/^[a-z][a-z0-9+.-]*:/i.test(source)) return escapeHtml(alt);
		token.attrSet('alt', alt);
		token.attrSet('loading', 'lazy');
		return `<img${renderer.renderAttrs(token)}>`;
	};
	rules.link_open = (tokens, index, options, env, renderer) => {
		const token = tokens[index] as (typeof tokens)[number];
		const target = String(token.attrGet('href') ?? '');
		const { link, asset } = env as Environment;
		const id = assetAddress.exec(target)?.[1];
		if (id !== undefined) {
			const known = asset?.(id);
			token.attrs = known ? [['href', known.address]] : [];
			return renderer.renderToken(tokens, index, options);
		}
		if (/^https?:/i.test(target)) token.attrSet('rel', 'noopener nofollow');
		else if (link && /^[a-z0-9/]/i.test(target) && !/^[a-z][a-z0-9+.-]*:/i.test(target)) {
			token.attrSet('href', link(target));
		}
		return renderer.renderToken(tokens, index, options);
	};
	for (const rule of ['heading_open', 'heading_close'] as const) {
		rules[rule] = (tokens, index, options, env, renderer) => {
			const token = tokens[index] as (typeof tokens)[number];
			const level = Number(token.tag.slice(1)) - 1 + ((env as { headingLevel?: number }).headingLevel ?? 2);
			token.tag = `h${Math.min(6, level)}`;
			return renderer.renderToken(tokens, index, options);
		};
	}
	return markdown;
}

/**
 * `$…$` as pandoc reads it, so that prices are no formulas: no space after the first and before the last sign, no digit
 * after the last. `$$…$$` on lines of its own is displayed.
 */
function maths(markdown: MarkdownIt): void {
	markdown.inline.ruler.after('escape', 'maths', (state, silent) => {
		if (state.src[state.pos] !== '$') return false;
		const match = /^\$(?!\s|\$)((?:\\[\s\S]|[^\\$])+?)(?<!\s)\$(?!\d)/.exec(
			state.src.slice(state.pos, state.pos + maxFormula),
		);
		if (!match) return false;
		if (!silent) state.push('maths', 'math', 0).content = match[1] as string;
		state.pos += match[0].length;
		return true;
	});
	markdown.block.ruler.before(
		'fence',
		'maths-block',
		(state, startLine, endLine, silent) => {
			const line = (n: number) =>
				state.src.slice((state.bMarks[n] ?? 0) + (state.tShift[n] ?? 0), state.eMarks[n]).trimEnd();
			if (!line(startLine).startsWith('$$')) return false;
			let last = startLine;
			let text = line(startLine).slice(2);
			while (!text.endsWith('$$')) {
				last++;
				if (last >= endLine) return false;
				text += `\n${line(last)}`;
			}
			if (silent) return true;
			const token = state.push('maths-block', 'math', 0);
			token.block = true;
			token.content = text.slice(0, -2).trim();
			token.map = [startLine, last + 1];
			state.line = last + 1;
			return true;
		},
		{ alt: ['paragraph', 'reference', 'blockquote', 'list'] },
	);
	const contentOf = (tokens: readonly { content: string }[], index: number) => tokens[index]?.content ?? '';
	markdown.renderer.rules.maths = (tokens, index) => formulaToMathml(contentOf(tokens, index), false);
	markdown.renderer.rules['maths-block'] = (tokens, index) =>
		`<p>${formulaToMathml(contentOf(tokens, index), true)}</p>\n`;
}
