import { inLocale } from '#core/i18n/index.ts';
import { markdownLineToHtml } from '#core/text/markdown.ts';
import { aroundReviews } from '#modules/review/server/index.ts';
import { discussionActions } from '../../discussion-actions.ts';
import type { Actions, PageServerLoad } from './$types';

/** The discussion of an application as a member of the panel reads it who has scored it. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const around = await aroundReviews(ctx, actor, { as: 'member', assignment: params.assignment, locale });
	const { call, title } = around.discussion;
	return {
		around,
		call: inLocale(call.title, locale).text,
		titleHtml: markdownLineToHtml(title),
		done: url.searchParams.get('done'),
	};
};

export const actions: Actions = discussionActions(async ({ params: { assignment = '' } }) => ({
	place: { as: 'member', assignment },
	path: `/review/${assignment}/discussion`,
}));
