import { inLocale } from '#core/i18n/index.ts';
import { markdownToHtml } from '#core/text/markdown.ts';
import { cachedEdition, clockShift } from './public-edition.ts';
import { callViews, dateViews, partnerGroups, trackViews } from './views/edition.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { orreryView } from './views/orrery.ts';

/** What the home page of an edition shows. */
export async function loadHome(locals: App.Locals, slug: string | undefined) {
	const bundle = await cachedEdition(locals, slug);
	const { locale } = locals;
	const now = locals.ctx.clock.edition.now();
	const { edition, series } = bundle;
	const text = (value: Parameters<typeof inLocale>[0] | undefined) => (value ? inLocale(value, locale).text : '');
	const home = bundle.pages.find((page) => page.id === 'home' && page.state === 'published');
	return {
		now,
		shift: clockShift(locals),
		slug: edition.slug,
		name: text(edition.name),
		short: edition.short,
		slogan: text(series.slogan),
		theme: text(edition.theme),
		summary: text(edition.summary),
		zone: edition.zone,
		mode: edition.mode,
		days: editionDays(edition),
		languages: edition.languages,
		values: edition.values.map(text),
		welcome: home ? markdownToHtml(text(home.body), { headingLevel: 2 }) : '',
		calls: callViews(bundle, locale, now),
		tracks: trackViews(bundle, locale).tracks,
		dates: dateViews(bundle, locale),
		partners: partnerGroups(bundle, locale),
		orrery: orreryView(bundle, locale, now),
	};
}

export type Home = Awaited<ReturnType<typeof loadHome>>;
