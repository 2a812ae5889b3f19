import { inLocale } from '#core/i18n/index.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { publicArticles } from '#modules/newsroom/server/index.ts';
import { getRunning } from '../../app/running.ts';
import { cardView } from './news/views/card.ts';
import { placedLogos } from './placed.ts';
import { cachedPublicEdition, clockShift } from './public-edition.ts';
import { documentViews } from './views/documents.ts';
import { callViews, dateViews, partnerGroups, trackViews } from './views/edition.ts';
import { orreryView } from './views/orrery.ts';
import { withPlacements } from './views/placed-partners.ts';
import { homeJsonLd } from './views/structured.ts';
import { pageHtml } from './views/written-page.ts';
import { programmeView } from './views/programme.ts';

/** The latest articles that a home page shows. */
const newsOnHome = 3;

/** What the home page of an edition shows: of one in preparation the title, whoever reads the data behind the page too. */
export async function loadHome(locals: App.Locals, slug: string | undefined) {
	const { editionId, bundle, closedAt } = await cachedPublicEdition(locals, slug, { home: true });
	const { locale } = locals;
	const now = locals.ctx.clock.edition.now();
	const { edition, series } = bundle;
	const text = (value: Parameters<typeof inLocale>[0] | undefined) => (value ? inLocale(value, locale).text : '');
	const title = { slug: edition.slug, name: text(edition.name), short: edition.short };
	if (edition.state !== 'published') return { preparing: true as const, ...title };
	const placements = await placedLogos(locals, editionId);
	const { articles } = await publicArticles(locals.ctx, { edition: edition.slug, limit: newsOnHome });
	if (locals.cache) {
		// News come and go on the pages of a closed edition too.
		const { settled: _, ...cache } = locals.cache;
		locals.cache = { ...cache, scope: `${cache.scope} news` };
	}
	const hasPage = (id: string) => bundle.pages.some((page) => page.id === id);
	const home = bundle.pages.find((page) => page.id === 'home' && page.state === 'published');
	return {
		now,
		shift: clockShift(locals),
		preparing: false as const,
		...title,
		closed: closedAt !== null,
		slogan: text(series.slogan),
		theme: text(edition.theme),
		summary: text(edition.summary),
		zone: edition.zone,
		// Several places are only said where there are several.
		mode: edition.mode === 'hybrid' && bundle.sites.length < 2 ? ('hybrid-one' as const) : edition.mode,
		/** Pages that the home page leads to, where the committee has written them. */
		has: { about: hasPage('about'), submission: hasPage('submission') },
		days: editionDays(edition),
		languages: edition.languages,
		values: edition.values.map(text),
		welcome: home ? { title: text(home.title), html: pageHtml(bundle, text(home.body), locale, 2) } : null,
		calls: callViews(bundle, locale, now),
		...trackViews(bundle, locale),
		dates: dateViews(bundle, locale),
		programme: programmeView(bundle, locale).days,
		partners: withPlacements(partnerGroups(bundle, locale), edition.slug, placements, locale),
		documents: documentViews(bundle, locale),
		news: articles.map((card) => cardView(card, locale)),
		orrery: orreryView(bundle, locale, now),
		jsonLd: homeJsonLd(bundle, locale, getRunning().origin),
	};
}

/** The home of an edition that is published. */
export type Home = Extract<Awaited<ReturnType<typeof loadHome>>, { preparing: false }>;
