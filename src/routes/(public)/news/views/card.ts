import { inLocale, languageTag, type Locale } from '#core/i18n/index.ts';
import type { PictureView } from '#core/pictures/view.ts';
import { pictureView } from '#modules/editions/asset-address.ts';
import { articleAddress, publicPictures } from '#modules/newsroom/article-address.ts';
import type { ArticleCard } from '#modules/newsroom/server/index.ts';
import { topicName } from '#modules/newsroom/topic-names.ts';

export interface TopicView {
	slug: string;
	name: string;
	/** Language of the name, where it is not the page's. */
	lang: string | undefined;
}

/** An article in a list. */
export interface CardView {
	slug: string;
	/** Without language. */
	path: string;
	title: string;
	standfirst: string;
	/** Language of title and standfirst, where it is not the page's: it stands in the other one alone. */
	lang: string | undefined;
	at: number;
	zone: string;
	picture: PictureView | null;
	topics: TopicView[];
	edition: { slug: string; short: string } | null;
	sample: boolean;
}

export function topicView(slug: string, locale: Locale): TopicView {
	const name = topicName(slug, locale);
	return { slug, name: name.text, lang: name.locale === locale ? undefined : languageTag[name.locale] };
}

/** A published article as a list shows it, in the other language where it does not stand in this one. Pure. */
export function cardView(card: ArticleCard, locale: Locale): CardView {
	const shown = card.texts[locale] ? locale : locale === 'en' ? 'zh' : 'en';
	const { title = '', standfirst = '' } = card.texts[shown] ?? {};
	return {
		slug: card.slug,
		path: articleAddress(card.slug),
		title,
		standfirst,
		lang: shown === locale ? undefined : languageTag[shown],
		at: card.publishedAt,
		zone: card.zone,
		picture: (card.lead && pictureView(publicPictures(card.slug), card.lead, locale)) ?? null,
		topics: card.topics.map((topic) => topicView(topic, locale)),
		edition: card.edition && { slug: card.edition.slug, short: card.edition.short },
		sample: card.sample,
	};
}

/** The name of a publisher in this language. Pure. */
export function publisherName(organisation: Pick<ArticleCard['organisation'], 'name'>, locale: Locale): string {
	return inLocale(organisation.name, locale).text;
}
