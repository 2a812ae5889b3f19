import { type Bilingual, inLocale, languageTag, type Locale, localePath } from '#core/i18n/index.ts';
import type { PictureView } from '#core/pictures/view.ts';
import { escapeXml } from '#core/text/index.ts';
import { pictureById } from '#modules/editions/asset-address.ts';
import { articleAddress, publicPictures } from '#modules/newsroom/article-address.ts';
import { type ArticleSection, articleHtml, readingMinutes } from '#modules/newsroom/article-html.ts';
import type { PublicArticle } from '#modules/newsroom/server/index.ts';
import { publisherName, type TopicView, topicView } from './card.ts';
import { largestAddress } from './picture-address.ts';
import { articleJsonLd } from './structured.ts';

type Words = Partial<Bilingual>;

/** What the page of an article says around its text, in every language. */
interface Around {
	slug: string;
	path: string;
	title: string;
	standfirst: string;
	/** Language of title and standfirst. */
	lang: string;
	locales: Locale[];
	at: number;
	changed: number;
	zone: string;
	publisher: { name: string; url: string | null };
	edition: { slug: string; short: string } | null;
	topics: TopicView[];
	sample: boolean;
}

/** An article that stands in this language. */
export interface ArticleView extends Around {
	missing: false;
	id: string;
	version: number;
	byline: { name: string; role: string; place: string; path: string | null; orcid: string | null }[];
	dateline: string;
	minutes: number;
	/** Title and standfirst as HTML, with anchors where an analysis leads to their sentences. */
	titleHtml: string;
	standfirstHtml: string;
	html: string;
	sections: ArticleSection[];
	lead: { picture: PictureView; caption: string } | null;
	translation: { by: string; machine: boolean; reviewedBy: string } | null;
	corrections: { text: string; lang: string | undefined; at: number }[];
	sources: { label: string; url: string | null }[];
	rights: string;
	interest: string;
	related: { title: string; lang: string | undefined; path: string; at: number }[];
	links: { label: string; url: string }[];
	/** For messengers: a large picture, absolute. */
	image: { address: string; width: number; height: number; alt: string } | null;
	jsonLd: string | null;
}

/** An article of which this language has no version. */
export interface MissingView extends Around {
	missing: true;
	/** Language in which it stands. */
	other: Locale;
}

interface Place {
	locale: Locale;
	origin: string;
	/** How the site is called. */
	site: string;
	/** Where its pictures lie, where that is not for everybody: in a preview. */
	pictures?: string;
	/** The page of somebody of the committee, by his name as this language writes it; a path without language. */
	personPage: (name: string) => string | undefined;
}

/** What the page of a published article shows in a language. Pure. */
export function articlePageView(found: PublicArticle, place: Place): ArticleView | MissingView {
	const { locale, origin } = place;
	const shown = found.texts[locale] ? locale : locale === 'en' ? 'zh' : 'en';
	const text = found.texts[shown];
	if (!text) throw new Error(`article ${found.id} is published in no language`);
	const own = (words: Words | undefined) => (words ? inLocale(words, shown).text : '');
	const around: Around = {
		slug: found.slug,
		path: articleAddress(found.slug),
		title: text.title,
		standfirst: text.standfirst,
		lang: languageTag[shown],
		locales: found.locales,
		at: found.publishedAt,
		changed: found.changedAt,
		zone: found.zone,
		publisher: { name: publisherName(found.organisation, locale), url: found.organisation.url },
		edition: found.edition && { slug: found.edition.slug, short: found.edition.short },
		topics: found.content.topics.map((topic) => topicView(topic, locale)),
		sample: found.content.sample,
	};
	if (shown !== locale) return { ...around, missing: true, other: shown };
	const base = place.pictures ?? publicPictures(found.slug);
	const picture = pictureById(base, { assets: found.content.pictures }, found.content.lead, locale);
	const caption = found.content.pictures.find(({ id }) => id === found.content.lead)?.caption;
	const { html, sections } = articleHtml(text.body, found.content, {
		locale,
		pictures: base,
		link: (address) => localePath(locale, address.startsWith('/') ? address : `/${address}`),
		speakerPage: (name) => {
			const page = place.personPage(name);
			return page === undefined ? undefined : localePath(locale, page);
		},
	});
	const view: Omit<ArticleView, 'jsonLd'> = {
		...around,
		missing: false,
		id: found.id,
		version: found.version,
		byline: found.byline.map((line) => ({
			name: own(line.name),
			role: own(line.role),
			place: own(line.place),
			path: place.personPage(own(line.name)) ?? null,
			orcid: line.orcid ?? null,
		})),
		dateline: own(found.content.dateline),
		minutes: readingMinutes(text.body, locale),
		titleHtml: escapeXml(text.title),
		standfirstHtml: escapeXml(text.standfirst),
		html,
		sections,
		lead: picture ? { picture, caption: own(caption) } : null,
		translation: text.translation
			? {
					by: own(text.translation.by),
					machine: text.translation.machine,
					reviewedBy: text.translation.reviewedBy ?? '',
				}
			: null,
		corrections: found.corrections.map(({ note, at }) => {
			const words = inLocale(note, locale);
			return { text: words.text, lang: words.fallback ? languageTag[words.locale] : undefined, at };
		}),
		sources: found.content.sources.map(({ label, url }) => ({ label: own(label), url: url ?? null })),
		rights: own(found.content.rights),
		interest: own(found.content.interest),
		related: found.related.flatMap((one) => {
			if (one.kind !== 'article') return [];
			const title = inLocale(one.titles, locale);
			const lang = title.fallback ? languageTag[title.locale] : undefined;
			return [{ title: title.text, lang, path: articleAddress(one.slug), at: one.publishedAt }];
		}),
		links: found.related.flatMap((one) => (one.kind === 'link' ? [{ label: own(one.label), url: one.url }] : [])),
		image: picture ? { ...largestAddress(picture, origin), alt: picture.alt } : null,
	};
	// What was made for demonstration is no news to a machine.
	return { ...view, jsonLd: view.sample ? null : articleJsonLd(found, view, place) };
}
