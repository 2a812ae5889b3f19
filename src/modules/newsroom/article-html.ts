import type { Locale } from '#core/i18n/index.ts';
import { escapeXml, slugOf } from '#core/text/index.ts';
import { markdownToHtml, plainText } from '#core/text/markdown.ts';
import { assetResolver } from '#modules/editions/asset-address.ts';
import type { ArticleContent } from './article.ts';
import { articleLength } from './length.ts';
import { withoutPersonLinks, withSpeakersApart } from './quotations.ts';

/** A section of an article: its heading, and the anchor by which it is linked to. */
export interface ArticleSection {
	id: string;
	title: string;
}

interface Options {
	locale: Locale;
	/** Where its pictures lie: `publicPictures(slug)`, with the public address before it where the text travels. */
	pictures: string;
	/** Headings of sections have this level. */
	headingLevel?: number;
	/** Where links within the site lead, from their address as written. */
	link?: (address: string) => string;
	/** Where somebody is told of, by his name as the text has it; without an answer his name is no link. */
	speakerPage?: (name: string) => string | undefined;
	/** Pictures come in one size, without choices: for readers of feeds. */
	plainPictures?: boolean;
}

/**
 * The text of an article as safe HTML: sections with anchors, and each quotation as a figure with its speaker below it.
 * Pure.
 */
export function articleHtml(
	body: string,
	{ pictures: assets }: Pick<ArticleContent, 'pictures'>,
	{ locale, pictures, headingLevel = 2, link, speakerPage, plainPictures = false }: Options,
): { html: string; sections: ArticleSection[] } {
	const named = withoutPersonLinks(withSpeakersApart(body));
	const resolve = assetResolver(pictures, { assets }, locale);
	const asset = (id: string) => {
		const found = resolve(id);
		if (!found?.picture || !plainPictures) return found;
		const { srcset: _, webp: __, ...picture } = found.picture;
		return { ...found, picture };
	};
	const html = markdownToHtml(named, { headingLevel: headingLevel - 1, asset, ...(link ? { link } : {}) });
	return withAnchors(quotesAsFigures(html, speakerPage), headingLevel);
}

/** How long it takes to read a text, in minutes: 230 English words or 400 Chinese characters each. At least one. Pure. */
export function readingMinutes(body: string, locale: Locale): number {
	return Math.max(1, Math.round(articleLength(body) / (locale === 'zh' ? 400 : 230)));
}

/** The words of an article without markup, for search. Pure. */
export function articleText(body: string): string {
	return plainText(withoutPersonLinks(body));
}

/** A block quote whose last paragraph names its speaker, as our own renderer writes it. */
function quotesAsFigures(html: string, page: Options['speakerPage'] = () => undefined): string {
	return html.replace(
		/<blockquote>\n((?:(?!<\/?blockquote>)[\s\S])*?)<p>[—―–]+\s*([^—―–\s](?:(?!<\/p>)[\s\S])*)<\/p>\n<\/blockquote>/g,
		(_, words: string, written: string) =>
			`<figure class="quotation"><blockquote>\n${words}</blockquote>\n<figcaption>${linked(written)}</figcaption></figure>`,
	);

	/** `Ann Sample, Editor`: the name up to the first comma leads to his page. */
	function linked(written: string): string {
		const name = /^[^,，、<]+/.exec(written)?.[0] ?? '';
		const address = page(textOf(name));
		return address === undefined ? written : `<a href="${escapeXml(address)}">${name}</a>${written.slice(name.length)}`;
	}
}

function withAnchors(html: string, level: number): { html: string; sections: ArticleSection[] } {
	const sections: ArticleSection[] = [];
	const taken = new Set<string>();
	const heading = new RegExp(`<h${level}>([\\s\\S]*?)</h${level}>`, 'g');
	const marked = html.replace(heading, (_, inner: string) => {
		const title = textOf(inner);
		const wanted = slugOf(title, 40) || `section-${sections.length + 1}`;
		// Anchors of the page itself begin otherwise, and two sections of one name have two anchors.
		let id = `s-${wanted}`;
		for (let copy = 2; taken.has(id); copy += 1) id = `s-${wanted}-${copy}`;
		taken.add(id);
		sections.push({ id, title });
		return `<h${level} id="${id}">${inner}</h${level}>`;
	});
	return { html: marked, sections };
}

function textOf(html: string): string {
	return html
		.replace(/<[^>]+>/g, '')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&amp;/g, '&')
		.trim();
}
