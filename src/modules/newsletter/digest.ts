import { formatDate } from '#core/clock/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { type Block, type RenderedMail, renderMail } from '#core/mail/index.ts';
import type { Rhythm } from './subscription.ts';
import type { DigestItem } from './selection.ts';
import type { IssueDate } from './times.ts';
import { mailTexts } from './ui/mail-messages.ts';

/** The parts of a digest that are its recipient's alone, as marks. */
export interface DigestMarks {
	token: string;
	address: string;
}

export interface DigestInput {
	locale: Locale;
	rhythm: Rhythm;
	issue: IssueDate;
	/** The name of the house in this language. */
	house: string;
	/** Public address, without a slash at the end. */
	origin: string;
	/** The zone of the house, in which an issue has its date. */
	zone: string;
	items: readonly DigestItem[];
}

/** The address by which a subscriber changes or ends what he gets. Pure. */
export function managePath(locale: Locale, token: string): string {
	return localePath(locale, `/newsletter/manage/${token}`);
}

/** The header fields by which a mail program lets its reader unsubscribe (RFC 2369, 2919, 8058). Pure. */
export function listHeaders(origin: string, token: string): Record<string, string> {
	const host = new URL(origin).hostname.replace(/^\[|\]$/g, '').replaceAll(':', '-');
	return {
		'List-Id': `<newsletter.${host}>`,
		'List-Unsubscribe': `<${origin}/newsletter/u/${token}>`,
		'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
	};
}

/** A digest: titles with their standfirsts, and the ways out. No picture, nothing that tells who has read it. Pure. */
export function renderDigest(input: DigestInput, marks: DigestMarks): RenderedMail {
	const { locale, items, origin, zone } = input;
	const t = mailTexts[locale];
	const day = formatDate(Date.parse(`${input.issue}T12:00:00Z`), 'UTC', locale);
	const first = items[0];
	const item = (one: DigestItem): Block => ({
		type: 'item',
		title: one.title,
		href: origin + localePath(one.locale, `/news/${one.slug}`),
		about: [
			formatDate(one.publishedAt, zone, locale),
			...(one.locale === locale ? [] : [t.inLanguage[one.locale]]),
			...(one.sample ? [t.sample] : []),
		].join(' · '),
		text: one.standfirst,
		...(one.locale === locale ? {} : { locale: one.locale }),
	});
	const web = origin + localePath(locale, `/newsletter/${input.issue}`);
	return renderMail({
		locale,
		subject: t.subject(input.house, first?.title ?? '', items.length),
		head: t.head(input.house, t.rhythm[input.rhythm], day),
		blocks: [
			{ type: 'heading', text: t.heading(items.length) },
			...items.map(item),
			{
				type: 'links',
				links: [
					{ label: t.onTheWeb, href: web },
					{ label: t.change, href: origin + managePath(locale, marks.token) },
					{ label: t.unsubscribe, href: `${origin}${managePath(locale, marks.token)}#end` },
				],
			},
		],
		foot: [t.why(marks.address, input.house), t.quiet],
	});
}
