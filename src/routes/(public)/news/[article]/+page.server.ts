import { error } from '@sveltejs/kit';
import { inLocale, languageTag } from '#core/i18n/index.ts';
import { publicAnalysis } from '#modules/analysis/server/index.ts';
import { articleAddress } from '#modules/newsroom/article-address.ts';
import { publicArticle, type RetractedArticle } from '#modules/newsroom/server/index.ts';
import { getRunning } from '../../../../app/running.ts';
import { findEdition } from '../../public-edition.ts';
import { committeeView } from '../../views/people.ts';
import { loadHeadlines } from '../load-headlines.ts';
import { siteName } from '../site-name.ts';
import { articlePageView } from '../views/article.ts';
import { withAnchors } from '../views/anchors.ts';
import { publisherName } from '../views/card.ts';
import type { PageServerLoad } from './$types';

/**
 * An article in the language of the page; where it has none in it, where to read the other. What was retracted answers 410:
 * caches and search engines let go of it at once, readers are told when and why.
 */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, locale } = locals;
	const found = await publicArticle(ctx, params.article);
	if (!found) error(404, 'not-found');
	const site = siteName(locals);
	if (found.kind === 'retracted') {
		locals.gone = true;
		return { site, retracted: tombstone(found, locale), article: null, analysis: null, elsewhere: null };
	}
	const about = await findEdition(locals, found.edition?.slug);
	const shown = found.texts[locale] ? locale : locale === 'en' ? 'zh' : 'en';
	const pages = new Map<string, string>();
	if (about?.bundle.edition.state === 'published') {
		for (const { id, name, plainName } of committeeView(about.bundle, shown)) {
			for (const one of [name, plainName]) pages.set(one, `/${about.bundle.edition.slug}/committee#${id}`);
		}
	}
	const analysis = await publicAnalysis(ctx, { articleId: found.id, locale });
	const article = articlePageView(found, {
		locale,
		site,
		origin: getRunning().origin,
		personPage: (name) => pages.get(name),
	});
	const titles = Object.values(found.texts).map(({ title }) => title);
	const elsewhere = await loadHeadlines(locals, { topics: found.content.topics, titles });
	const scope = about ? `news site headlines ${about.editionId}` : 'news site headlines';
	// An analysis may be taken back at any moment, and is then nowhere.
	locals.cache = { scope, until: Number.MAX_SAFE_INTEGER, fresh: analysis !== undefined };
	const shownArticle = analysis && !article.missing ? withAnchors(article, analysis.sentences) : article;
	return { site, article: shownArticle, analysis: analysis ?? null, elsewhere, retracted: null };
};

function tombstone(found: RetractedArticle, locale: App.Locals['locale']) {
	const title = inLocale(found.titles, locale);
	const reason = inLocale(found.reason, locale);
	const lang = ({ fallback, locale: of }: { fallback: boolean; locale: 'en' | 'zh' }) =>
		fallback ? languageTag[of] : undefined;
	return {
		path: articleAddress(found.slug),
		title: title.text,
		titleLang: lang(title),
		reason: reason.text,
		reasonLang: lang(reason),
		publishedAt: found.publishedAt,
		retractedAt: found.retractedAt,
		zone: found.zone,
		publisher: publisherName(found.organisation, locale),
	};
}
