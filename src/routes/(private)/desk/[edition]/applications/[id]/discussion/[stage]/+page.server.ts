import { inLocale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { markdownLineToHtml } from '#core/text/markdown.ts';
import { aroundReviews } from '#modules/review/server/index.ts';
import { discussionActions } from '../../../../../../review/discussion-actions.ts';
import { openDesk } from '../../../../../open-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** The reviews of an application at a stage with all that is around them, for its chair. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk } = await openDesk(event);
	const { id: application, stage } = event.params;
	const around = await aroundReviews(ctx, actor, { as: 'chair', application, stage, locale });
	const { call, title } = around.discussion;
	// An application of another desk is not here.
	if (call.scope !== desk.id) throw notFound();
	return {
		around,
		call: inLocale(call.title, locale).text,
		titleHtml: markdownLineToHtml(title),
		done: event.url.searchParams.get('done'),
	};
};

export const actions: Actions = discussionActions(async (event) => {
	await openDesk(event);
	const { edition, id = '', stage = '' } = event.params;
	return {
		place: { as: 'chair', application: id, stage },
		path: `/desk/${edition}/applications/${id}/discussion/${stage}`,
	};
});
