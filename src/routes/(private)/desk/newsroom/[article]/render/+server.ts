import { json } from '@sveltejs/kit';
import { typedArticle } from '#modules/newsroom/article-form.ts';
import { previewsOf } from '../article-previews.ts';
import { checkTyped, openArticle } from '../open-article.ts';
import { draftShape } from '../refused-form.ts';
import type { RequestHandler } from './$types';

/** How an article will look and what it lacks, as it is typed; saves nothing. */
export const POST: RequestHandler = async (event) => {
	const opened = await openArticle(event, 'article.write');
	const typed = typedArticle(await event.request.formData(), { keepsEmpty: true });
	const draft = draftShape({ typed }, opened.row.draft.pictures);
	return json({ previews: previewsOf(opened.id, draft), missing: await checkTyped(event.locals, opened, draft) });
};
