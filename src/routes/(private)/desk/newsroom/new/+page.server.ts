import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath, type Locale } from '#core/i18n/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { createArticle, type NewsroomPlace, newsroomPlaces } from '#modules/newsroom/server/index.ts';
import { sayBeginning } from './begin-problems.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who may publish, each once, and about what, as this person may begin an article there. */
function choicesOf(places: readonly NewsroomPlace[], locale: Locale) {
	const publishers = new Map(
		places.map(({ organisation }) => [organisation.id, inLocale(organisation.name, locale).text]),
	);
	const editions = new Map(
		places.flatMap(({ edition }) => (edition ? [[edition.id, inLocale(edition.name, locale).text] as const] : [])),
	);
	const options = (map: ReadonlyMap<string, string>) => [...map].map(([value, label]) => ({ value, label }));
	return { publishers: options(publishers), editions: options(editions) };
}

export const load: PageServerLoad = async ({ locals: { ctx, actor, locale }, url }) => {
	const places = await newsroomPlaces(ctx, actor);
	const wanted = url.searchParams.get('edition');
	const first = places.find(({ edition }) => edition?.slug === wanted) ?? places[0];
	const typed: Record<string, string> = {
		'title.en': '',
		'title.zh': '',
		edition: first?.edition?.id ?? '',
		organisation: first?.organisation.id ?? '',
		slug: '',
	};
	return { ...choicesOf(places, locale), typed };
};

export const actions: Actions = {
	default: async ({ locals: { ctx, actor, locale }, request }) => {
		// Asks for the right before anything else.
		await newsroomPlaces(ctx, actor);
		const form = await request.formData();
		const value = (name: string) => String(form.get(name) ?? '').trim();
		const typed = Object.fromEntries(
			['title.en', 'title.zh', 'edition', 'organisation', 'slug'].map((name) => [name, value(name)]),
		);
		let made: { articleId: string };
		try {
			const titles = { en: value('title.en'), zh: value('title.zh') };
			if (!titles.en && !titles.zh) throw invalid([{ path: 'title.en', code: 'no-language' }]);
			const texts = Object.fromEntries(
				Object.entries(titles).flatMap(([language, title]) => (title ? [[language, { title, ready: true }]] : [])),
			);
			const place = { organisation: value('organisation'), edition: value('edition') || null };
			made = await createArticle(ctx, actor, { ...place, slug: value('slug'), content: { texts } });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind === 'signed-out') throw refusal;
			const problems = refusal.problems.length > 0 ? refusal.problems : [{ path: 'organisation', code: refusal.code }];
			const said = problems.map((one) => [one.path, sayBeginning(one, locale)]);
			return fail(refusal.status, { typed, problems: Object.fromEntries(said) as Record<string, string> });
		}
		redirect(303, localePath(locale, `/desk/newsroom/${made.articleId}`));
	},
};
