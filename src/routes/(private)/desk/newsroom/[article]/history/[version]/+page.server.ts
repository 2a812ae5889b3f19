import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { articleHistory, articleVersionFor, restoreVersion } from '#modules/newsroom/server/index.ts';
import { articleDifferences } from '#modules/newsroom/ui/differences.ts';
import { previewsOf } from '../../article-previews.ts';
import { sayRefusal } from '../../../refusal-messages.ts';
import { openArticle } from '../../open-article.ts';
import type { Actions, PageServerLoad } from './$types';

/** The number of a version in an address. @throws Refusal `not-found` */
function numberOf(text: string): number {
	if (!/^[1-9]\d{0,8}$/.test(text)) throw notFound('no-such-version');
	return Number(text);
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { head, row } = await openArticle(event);
	const number = numberOf(event.params.version);
	const version = await articleVersionFor(ctx, actor, { articleId: row.id, number });
	const { versions } = await articleHistory(ctx, actor, row.id, locale);
	const asked = event.url.searchParams.get('with');
	const other = versions.map((one) => one.number).find((one) => one !== number && String(one) === asked);
	const against = asked === 'draft' ? 'draft' : (other ?? (number > 1 ? number - 1 : 'draft'));
	const differences =
		against === 'draft'
			? articleDifferences(version.content, row.draft, locale)
			: articleDifferences(
					(await articleVersionFor(ctx, actor, { articleId: row.id, number: against })).content,
					version.content,
					locale,
				);
	return {
		head,
		number,
		at: version.at,
		numbers: versions.map((one) => one.number),
		against,
		differences,
		previews: previewsOf(row.id, version.content),
		revision: row.revision,
		mayRestore: row.may.write && row.state !== 'retracted',
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { row } = await openArticle(event, 'article.write');
		const number = numberOf(event.params.version);
		const revision = Number((await event.request.formData()).get('revision')) || 0;
		try {
			await restoreVersion(ctx, actor, { articleId: row.id, number, revision });
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict') throw refusal;
			return fail(409, { refused: sayRefusal(refusal, locale, row.zone) });
		}
		redirect(303, localePath(locale, `/desk/newsroom/${row.id}?done=restored`));
	},
};
