import { inLocale, languageTag, type Locale } from '#core/i18n/index.ts';
import type { PictureView } from '#core/pictures/view.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { pictureById, publicAssets } from '#modules/editions/asset-address.ts';
import { type Bundle, type OutcomeKind, outcomeKinds } from '#modules/editions/bundle/index.ts';
import type { ArticleCard } from '#modules/newsroom/server/index.ts';
import type { StatementEntry } from '#modules/statements/server/index.ts';
import { cardView } from '../news/views/card.ts';
import { pageHtml } from './written-page.ts';

export interface OutcomeView {
	id: string;
	kind: OutcomeKind;
	title: string;
	summary: string;
	/** The day of its release as an instant (UTC), or null. */
	at: number | null;
	preparing: boolean;
	/** Where it is read, without language: the statement, once released, or a text of its own. */
	path: string | null;
	/** Language of the title, where it is not the page's. */
	lang: string | undefined;
	/** The statement there was made for demonstration. */
	sample: boolean;
	url: string | null;
}

type Statement = Pick<StatementEntry, 'slug' | 'kind' | 'sample' | 'titles' | 'releasedAt'>;

const text = (value: Parameters<typeof inLocale>[0] | undefined, locale: Locale) =>
	value ? inLocale(value, locale).text : '';

/**
 * Documents and bodies, by kind in its order, within a kind as listed. A document that is a released statement leads to it; a
 * released statement of the edition that no document names stands beside them by itself. Pure.
 * @param statements those of the edition that are released
 */
export function outcomeViews(bundle: Bundle, locale: Locale, statements: readonly Statement[] = []): OutcomeView[] {
	const documents = bundle.outcomes?.documents ?? [];
	const released = new Map(statements.map((one) => [one.slug, one]));
	const named = new Set(documents.map(({ statement }) => statement));
	const views = documents.map((one): OutcomeView => {
		const statement = released.get(one.statement ?? '');
		const own =
			one.text !== undefined && one.state === 'published' ? `/${bundle.edition.slug}/outcomes/${one.id}` : null;
		return {
			id: one.id,
			kind: one.kind,
			title: text(one.title, locale),
			summary: text(one.summary, locale),
			at: one.on === undefined ? null : instantOf(one.on, 'UTC', 'start'),
			preparing: one.state !== 'published',
			path: statement ? `/statements/${statement.slug}` : own,
			lang: undefined,
			sample: statement?.sample ?? false,
			url: one.url ?? null,
		};
	});
	const others = statements
		.filter(({ slug }) => !named.has(slug))
		.map((one): OutcomeView => {
			const title = inLocale(one.titles, locale);
			return {
				id: `statement-${one.slug}`,
				kind: one.kind === 'consensus' ? 'consensus' : 'statement',
				title: title.text,
				summary: '',
				at: one.releasedAt,
				preparing: false,
				path: `/statements/${one.slug}`,
				lang: title.fallback ? languageTag[title.locale] : undefined,
				sample: one.sample,
				url: null,
			};
		});
	const all = [...views, ...others];
	return outcomeKinds.flatMap((kind) => all.filter((one) => one.kind === kind));
}

/** The whole text of one document as HTML, undefined when there is none with this id. Pure. */
export function outcomeText(bundle: Bundle, id: string, locale: Locale): string | undefined {
	const found = bundle.outcomes?.documents.find((one) => one.id === id);
	return found && (found.text ? pageHtml(bundle, text(found.text, locale), locale, 2) : '');
}

/** Figures that people counted. Pure. */
export function figureViews(bundle: Bundle, locale: Locale) {
	return (bundle.outcomes?.figures ?? []).map(({ id, value, label, note }) => ({
		id,
		value: text(value, locale),
		label: text(label, locale),
		note: text(note, locale),
	}));
}

export interface OutcomePicture {
	id: string;
	picture: PictureView;
	caption: string;
	/** Who made it, under which licence, whether it is a sample. */
	notes: readonly string[];
	/** The article above whose text it stands, without language; null for a picture of the edition itself. */
	article: { path: string; title: string } | null;
}

/**
 * The pictures that are there, with their captions: those that the edition names, then those above the articles about it, each
 * once. Pure.
 */
export function pictureViews(bundle: Bundle, locale: Locale, articles: readonly ArticleCard[] = []): OutcomePicture[] {
	const base = publicAssets(bundle.edition.slug);
	const digests = new Set<string>();
	const isNew = (digest: string | undefined) => digest !== undefined && !digests.has(digest) && digests.add(digest);
	const own = (bundle.outcomes?.pictures ?? []).flatMap(({ asset, caption }): OutcomePicture[] => {
		const picture = pictureById(base, bundle, asset, locale);
		const digest = bundle.assets.find(({ id }) => id === asset)?.content.digest;
		if (!picture || !isNew(digest)) return [];
		return [{ id: asset, picture, caption: text(caption, locale), notes: picture.notes ?? [], article: null }];
	});
	const above = articles.flatMap((card): OutcomePicture[] => {
		const { picture, path, title } = cardView(card, locale);
		if (!picture || !isNew(card.lead?.content.digest)) return [];
		const notes = picture.notes ?? [];
		return [
			{
				id: `article-${card.slug}`,
				picture,
				caption: text(card.lead?.caption, locale),
				notes,
				article: { path, title },
			},
		];
	});
	return [...own, ...above];
}

/** An article about the edition, as a line. */
export interface ReportView {
	path: string;
	title: string;
	standfirst: string;
	lang: string | undefined;
	at: number;
	zone: string;
	sample: boolean;
}

/** Articles about the edition, the newest first as they come. Pure. */
export function reportViews(articles: readonly ArticleCard[], locale: Locale): ReportView[] {
	return articles.map((card) => {
		const { path, title, standfirst, lang, at, zone, sample } = cardView(card, locale);
		return { path, title, standfirst, lang, at, zone, sample };
	});
}
