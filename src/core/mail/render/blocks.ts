import type { Locale } from '#core/i18n/index.ts';

/** What a mail is made of. All texts are plain: nothing in them is read as markup. */
export type Block =
	| { type: 'heading'; text: string }
	/** Blank lines begin a new paragraph, line ends stay. */
	| { type: 'paragraph'; text: string }
	/** The one thing to do; its address also stands in full for readers who see no buttons. */
	| { type: 'button'; label: string; href: string }
	| { type: 'facts'; rows: readonly { label: string; value: string }[] }
	/** To be read off and typed in. */
	| { type: 'code'; value: string }
	/** What someone wrote, set apart from our words. */
	| { type: 'quote'; text: string }
	/** Something to read elsewhere: its title leads there. `locale` where it is not in the language of the mail. */
	| { type: 'item'; title: string; href: string; about?: string; text?: string; locale?: Locale }
	/** Ways on, in small print. */
	| { type: 'links'; links: readonly { label: string; href: string }[] }
	/** Small print. */
	| { type: 'note'; text: string };

export interface MailContent {
	locale: Locale;
	subject: string;
	/** Who writes, above everything: the edition's short name, say. */
	head?: string;
	blocks: readonly Block[];
	/** Under a line at the end: who we are, why this came. */
	foot?: readonly string[];
}

export interface RenderedMail {
	subject: string;
	text: string;
	html: string;
}

/** The paragraphs of a text. */
export function paragraphsOf(text: string): string[] {
	return text
		.replace(/\r\n?/g, '\n')
		.split(/\n[ \t]*\n\s*/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/**
 * An address that may stand in a mail.
 * @throws Error for anything but http and https
 */
export function safeHref(href: string): string {
	const url = new URL(href);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`not an address for a mail: ${href}`);
	return url.href;
}
