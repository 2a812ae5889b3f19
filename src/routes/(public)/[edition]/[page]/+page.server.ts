import { error } from '@sveltejs/kit';
import { inLocale, languageTag } from '#core/i18n/index.ts';
import { markdownToHtml } from '#core/text/markdown.ts';
import { cachedEdition } from '../../public-edition.ts';
import type { PageServerLoad } from './$types';

/** A page written by the committee in Markdown. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	const page = bundle.pages.find((one) => one.id === params.page);
	if (!page) error(404, 'not-found');
	const { locale } = locals;
	// The committee's own headings begin with '##'; the page's title is the first level.
	const body = inLocale(page.body, locale);
	return {
		short: bundle.edition.short,
		slug: bundle.edition.slug,
		title: inLocale(page.title, locale).text,
		summary: page.summary ? inLocale(page.summary, locale).text : '',
		html: page.state === 'published' && body.text ? markdownToHtml(body.text, { headingLevel: 1 }) : null,
		lang: languageTag[body.locale],
		fallback: body.fallback,
	};
};
