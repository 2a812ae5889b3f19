import { fail, redirect } from '@sveltejs/kit';
import { localePath, locales } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { analysisMethods } from '#modules/analysis/report.ts';
import { articleAnalyses, generateAnalysis } from '#modules/analysis/server/index.ts';
import { sayRefusal } from '#modules/analysis/ui/say.ts';
import { openArticle } from '../open-article.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { head, id, row } = await openArticle(event);
	const { analyses, model, may, article } = await articleAnalyses(ctx, actor, id, locale);
	return {
		head,
		analyses,
		model,
		may,
		languages: locales.filter((one) => row.draft.texts[one] !== undefined),
		isOut: article.state === 'published' || article.state === 'scheduled',
		isPublic: article.state === 'published',
		done: event.url.searchParams.get('done'),
	};
};

export const actions: Actions = {
	default: async ({ locals: { ctx, actor, locale }, params, request }) => {
		const form = await request.formData();
		const value = (name: string) => String(form.get(name) ?? '');
		const method = analysisMethods.find((one) => one === value('method')) ?? 'text';
		let next: string;
		try {
			const { analysisId, made } = await generateAnalysis(ctx, actor, {
				articleId: params.article,
				locale: locales.find((one) => one === value('language')) ?? 'en',
				method,
				of: value('of') === 'draft' ? 'draft' : 'public',
				sendUnpublished: form.has('sendUnpublished'),
			});
			next = `${analysisId}?done=${made ? (method === 'model' ? 'queued' : 'generated') : 'known'}`;
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['invalid', 'conflict'].includes(refusal.kind)) throw refusal;
			const typed = Object.fromEntries([...form].map(([name, given]) => [name, String(given)]));
			return fail(refusal.status, { ...sayRefusal(refusal, locale), typed });
		}
		redirect(303, localePath(locale, `/desk/newsroom/${params.article}/analysis/${next}`));
	},
};
