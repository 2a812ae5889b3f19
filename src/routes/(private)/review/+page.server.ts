import { inLocale } from '#core/i18n/index.ts';
import { judgedCalls, myPanels, myReviews, mySubReviews, unreadOfMine } from '#modules/review/server/index.ts';
import { placeById } from './place.ts';
import type { PageServerLoad } from './$types';

/** All that somebody was asked to score; `?call=` narrows to one call. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { ctx, actor, locale } = locals;
	const work = await myReviews(ctx, actor);
	const call = url.searchParams.get('call');
	const panels = await myPanels(ctx, actor);
	const places = new Map(
		await Promise.all(panels.scopes.map(async (id) => [id, await placeById(ctx, id, locale)] as const)),
	);
	return {
		preparing: {
			biddings: panels.biddings
				.filter((one) => call === null || one.call.slug === call)
				.map(({ call: of, stage, scope, window }) => ({
					key: `${scope} ${of.slug} ${stage.id}`,
					call: inLocale(of.title, locale).text,
					stage: stage.label[locale],
					zone: of.zone,
					path: `/review/bids/${places.get(scope)?.slug}/${of.slug}/${stage.id}`,
					window,
				})),
			profiles: [...places.values()].map(({ slug, short }) => ({ slug, short })),
		},
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
