import { localePath } from '#core/i18n/index.ts';
import { deskPictures } from '#modules/newsroom/article-address.ts';
import { articleForPreview } from '#modules/newsroom/server/index.ts';
import { siteName } from '../../../../../(public)/news/site-name.ts';
import { articlePageView } from '../../../../../(public)/news/views/article.ts';
import { openArticle } from '../open-article.ts';
import type { PageServerLoad } from './$types';

/** The public page of the article as its draft would make it, in the language of this page. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { head, row } = await openArticle(event);
	const found = await articleForPreview(ctx, actor, row.id);
	const site = siteName(event.locals);
	const nothing = Object.keys(found.texts).length === 0;
	const view = nothing
		? null
		: articlePageView(found, {
				locale,
				site,
				origin: event.url.origin,
				pictures: deskPictures(row.id),
				personPage: () => undefined,
			});
	const other = locale === 'en' ? 'zh' : 'en';
	return {
		head,
		site,
		// What a search engine would be told is for the public page alone.
		article: view && !view.missing ? { ...view, jsonLd: null } : null,
		missing: nothing ? ('all' as const) : view?.missing ? ('here' as const) : null,
		ready: row.ready,
		inOther: { locale: other, path: localePath(other, `/desk/newsroom/${row.id}/preview`) } as const,
	};
};
