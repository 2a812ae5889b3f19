import { inLocale, type Locale } from '#core/i18n/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { pictureById, publicAssets } from '#modules/editions/asset-address.ts';
import { type Bundle, type OutcomeKind, outcomeKinds } from '#modules/editions/bundle/index.ts';
import { pageHtml } from './written-page.ts';

export interface OutcomeView {
	id: string;
	kind: OutcomeKind;
	title: string;
	summary: string;
	/** The day of its release as an instant (UTC), or null. */
	at: number | null;
	preparing: boolean;
	/** Whether it has a text of its own to read. */
	hasText: boolean;
	url: string | null;
}

const text = (value: Parameters<typeof inLocale>[0] | undefined, locale: Locale) =>
	value ? inLocale(value, locale).text : '';

/** Documents and bodies, by kind in its order, within a kind as listed. Pure. */
export function outcomeViews(bundle: Bundle, locale: Locale): OutcomeView[] {
	const documents = bundle.outcomes?.documents ?? [];
	return outcomeKinds.flatMap((kind) =>
		documents
			.filter((one) => one.kind === kind)
			.map((one) => ({
				id: one.id,
				kind,
				title: text(one.title, locale),
				summary: text(one.summary, locale),
				at: one.on === undefined ? null : instantOf(one.on, 'UTC', 'start'),
				preparing: one.state !== 'published',
				hasText: one.text !== undefined,
				url: one.url ?? null,
			})),
	);
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

/** The pictures that are there, with their captions. Pure. */
export function pictureViews(bundle: Bundle, locale: Locale) {
	const base = publicAssets(bundle.edition.slug);
	return (bundle.outcomes?.pictures ?? []).flatMap(({ asset, caption }) => {
		const picture = pictureById(base, bundle, asset, locale);
		return picture ? [{ id: asset, picture, caption: text(caption, locale), notes: picture.notes ?? [] }] : [];
	});
}
