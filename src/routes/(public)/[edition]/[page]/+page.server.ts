import { error } from '@sveltejs/kit';
import type { Locale } from '#core/i18n/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { publicArticles } from '#modules/newsroom/server/index.ts';
import { cardView } from '../../news/views/card.ts';
import { placedLogos } from '../../placed.ts';
import type { Placement } from '#modules/fulfilments/placement.ts';
import { cachedPublicEdition, clockShift } from '../../public-edition.ts';
import { type Beside, besideOf, contactViews, siteViews } from '../../views/beside.ts';
import { documentViews, templateViews } from '../../views/documents.ts';
import { callViews, partnerGroups, pastViews } from '../../views/edition.ts';
import { pageView } from '../../views/written-page.ts';
import { withPlacements } from '../../views/placed-partners.ts';
import { programmeView } from '../../views/programme.ts';
import type { PageServerLoad } from './$types';

/** A page written by the committee, and what the records say beside it. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { editionId, bundle } = await cachedPublicEdition(locals, params.edition);
	const { locale } = locals;
	const page = pageView(bundle, params.page, locale);
	if (!page) error(404, 'not-found');
	const now = locals.ctx.clock.edition.now();
	const beside = besideOf(page.id);
	const placements = beside.partners ? await placedLogos(locals, editionId) : [];
	const news = beside.news ? await newsOf(locals, bundle.edition.slug) : [];
	// Where there is news, nothing of the page is in preparation.
	const shown = news.length > 0 ? { ...page, preparing: false } : page;
	return { page: shown, news, now, shift: clockShift(locals), ...parts(bundle, beside, placements, locale, now) };
};

async function newsOf(locals: App.Locals, edition: string) {
	if (locals.cache) {
		// News come and go on the pages of a closed edition too.
		const { settled: _, ...cache } = locals.cache;
		locals.cache = { ...cache, scope: `${cache.scope} news` };
	}
	const { articles } = await publicArticles(locals.ctx, { edition, limit: 10 });
	return articles.map((card) => cardView(card, locals.locale));
}

function parts(bundle: Bundle, beside: Beside, placements: readonly Placement[], locale: Locale, now: number) {
	const kinds = beside.partners ?? [];
	const partners = withPlacements(partnerGroups(bundle, locale), bundle.edition.slug, placements, locale).filter(
		(group) => kinds.includes(group.kind),
	);
	return {
		contact: beside.contact ? (contactViews(bundle, locale, beside.contact)[0] ?? null) : null,
		calls: beside.calls ? callViews(bundle, locale, now) : [],
		templates: beside.templates ? templateViews(bundle, locale) : [],
		documents: beside.documents ? documentViews(bundle, locale) : [],
		sites: beside.sites ? siteViews(bundle, locale) : [],
		past: beside.past ? pastViews(bundle, locale) : [],
		partners,
		/** Kinds of partners that the page is about and that has none yet. */
		noPartners: kinds.length === 1 && partners.length === 0 ? (kinds[0] ?? null) : null,
		session: beside.session ? (sessionOf(bundle, beside.session, locale) ?? null) : null,
	};
}

function sessionOf(bundle: Bundle, kind: NonNullable<Beside['session']>, locale: Locale) {
	const { days, open } = programmeView(bundle, locale);
	const day = days.find((one) => [...one.before, ...one.after].some((session) => session.kind === kind));
	if (day) return { at: day.at, zone: bundle.edition.zone };
	return open.some((session) => session.kind === kind) ? { at: null, zone: bundle.edition.zone } : undefined;
}
