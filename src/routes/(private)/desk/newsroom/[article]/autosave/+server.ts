import { json } from '@sveltejs/kit';
import { draftOfTyped, typedArticle } from '#modules/newsroom/article-form.ts';
import { ArticleChanged, saveDraft } from '#modules/newsroom/server/index.ts';
import type { RequestHandler } from './$types';

/** Saves an article while it is written; 409 when somebody else saved meanwhile (the page then shows both texts). */
export const POST: RequestHandler = async ({ locals: { ctx, actor }, params, request }) => {
	const form = await request.formData();
	const revision = Math.max(0, Math.trunc(Number(form.get('revision')) || 0));
	const input = { articleId: params.article, revision, content: draftOfTyped(typedArticle(form)) };
	try {
		const saved = await saveDraft(ctx, actor, input);
		return json({ draft: params.article, revision: saved.revision });
	} catch (refusal) {
		if (!(refusal instanceof ArticleChanged)) throw refusal;
		return json({ code: refusal.code }, { status: 409 });
	}
};
