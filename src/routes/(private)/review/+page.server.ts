import { inLocale } from '#core/i18n/index.ts';
import { judgedCalls, myReviews, mySubReviews, unreadOfMine } from '#modules/review/server/index.ts';
import type { PageServerLoad } from './$types';

/** All that somebody was asked to score; `?call=` narrows to one call. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { ctx, actor, locale } = locals;
	const work = await myReviews(ctx, actor);
	const call = url.searchParams.get('call');
	return {
		work: work
			.filter((one) => call === null || one.call.slug === call)
			.map((one) => ({ ...one, call: { ...one.call, title: inLocale(one.call.title, locale).text } })),
		subReviews: (await mySubReviews(ctx, actor)).map((one) => ({ ...one, call: inLocale(one.call, locale).text })),
		unread: Object.fromEntries(await unreadOfMine(ctx, actor)),
		judged: (await judgedCalls(ctx, actor)).map(({ id, title }) => ({ id, title: inLocale(title, locale).text })),
		now: ctx.clock.edition.now(),
		recused: url.searchParams.has('recused'),
	};
};
