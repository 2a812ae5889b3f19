import { inLocale, languageTag, type Locale, localePath, splitLocale } from '#core/i18n/index.ts';
import { markdownToHtml, plainText } from '#core/text/markdown.ts';
import { assetResolver, publicAssets } from '#modules/editions/asset-address.ts';
import { type BuiltInPage, isBuiltInPage } from '#modules/editions/built-in-pages.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { fillPage } from '#modules/editions/page-text.ts';
import { messages } from '../messages.ts';

/** What the committee wrote for an address of its edition. */
export interface PageView {
	id: string;
	title: string;
	summary: string;
	/** What search engines and messengers show: the summary, else how the text begins. */
	description: string;
	/** The text, empty when there is none: pages made of records need none. */
	html: string;
	/** Language of the text. */
	lang: string;
	/** The text exists in the other language only. */
	fallback: boolean;
	/** The heading is public, the content is not yet. */
	preparing: boolean;
	/** The edition, for the trail and the title. */
	short: string;
	slug: string;
}

/** The page with this id; one that is made of records is there also while nobody has written for it. Pure. */
export function pageView(bundle: Bundle, id: string, locale: Locale): PageView | undefined {
	const { short, slug } = bundle.edition;
	const page = bundle.pages.find((one) => one.id === id);
	if (!page) {
		if (!isBuiltInPage(id)) return undefined;
		const title = messages[locale].pages[id];
		return {
			id,
			title,
			summary: '',
			description: '',
			html: '',
			lang: languageTag[locale],
			fallback: false,
			preparing: false,
			short,
			slug,
		};
	}
	const body = inLocale(page.body, locale);
	const preparing = page.state !== 'published';
	const summary = page.summary ? inLocale(page.summary, locale).text : '';
	return {
		id,
		title: inLocale(page.title, locale).text,
		summary,
		description: summary || (preparing ? '' : beginning(fillPage(body.text, bundle, locale))),
		html: preparing ? '' : pageHtml(bundle, body.text, locale),
		lang: languageTag[body.locale],
		fallback: body.fallback && body.text !== '',
		preparing,
		short,
		slug,
	};
}

/** The same for a page made of records, which is always there. */
export function builtInView(bundle: Bundle, id: BuiltInPage, locale: Locale): PageView {
	return pageView(bundle, id, locale) as PageView;
}

/**
 * The Markdown of a page as HTML: what it names in braces filled in, links within the page's language and, without a slash
 * at their beginning, within its edition; pictures in their sizes. The committee's own headings begin with '##'; the page's
 * title is the first level.
 */
export function pageHtml(bundle: Bundle, text: string, locale: Locale, headingLevel = 1): string {
	const link = (address: string) => {
		const path = address.startsWith('/') ? address : `/${bundle.edition.slug}/${address}`;
		return localePath(locale, splitLocale(path).path);
	};
	const asset = assetResolver(publicAssets(bundle.edition.slug), bundle, locale);
	return markdownToHtml(fillPage(text, bundle, locale), { headingLevel, link, asset });
}

const longest = 160;

/** The first words of a Markdown text, as many as search engines show. */
function beginning(markdown: string): string {
	const text = plainText(markdown).replace(/\s+/g, ' ');
	return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;
}
