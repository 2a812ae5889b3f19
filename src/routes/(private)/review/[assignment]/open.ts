import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { isId } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type ReviewPage, reviewPage } from '#modules/review/server/index.ts';

/**
 * The page of a review by the id of its assignment. Mails and bookmarks of before led to the application: whoever is asked
 * to score it is led on, for anybody else there is nothing at either.
 */
export async function openReview(locals: App.Locals, key: string): Promise<ReviewPage> {
	const { ctx, actor, locale } = locals;
	try {
		return await reviewPage(ctx, actor, { assignment: key, locale });
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.kind !== 'not-found' || !isId(key)) throw refusal;
		const { assignment } = await reviewPage(ctx, actor, { application: key, locale });
		redirect(303, localePath(locale, `/review/${assignment}`));
	}
}
