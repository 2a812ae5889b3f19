import { fail, redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import { type BidValue, readBid } from '#modules/review/bid.ts';
import { bidFilterQuery, bidsPerPage, readBidFilter } from '#modules/review/bid-filter.ts';
import { bidList, saveBids } from '#modules/review/server/index.ts';
import { placeBySlug } from '../../../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const place = await placeBySlug(ctx, params.edition, locale);
	const filter = readBidFilter(url.searchParams);
	const list = await bidList(ctx, actor, {
		call: await callOfDesk(ctx, place.id, params.call),
		stage: params.stage,
		filter,
		locale,
	});
	const saved = url.searchParams.get('saved');
	return {
		place: { slug: place.slug, short: place.short },
		call: { slug: list.call.slug, title: inLocale(list.call.title, locale).text, zone: list.call.zone },
		stage: { id: list.stage.id, label: list.stage.label[locale] },
		window: list.window,
		blind: list.blind,
		tracks: list.tracks.map(({ code, label }) => ({ code, label: label[locale] })),
		rows: list.rows,
		found: list.found,
		all: list.all,
		page: list.page,
		size: bidsPerPage,
		counts: list.counts,
		profileKnown: list.profileKnown,
		filter,
		query: bidFilterQuery(filter),
		saved: saved === null ? null : Math.max(0, Number(saved) || 0),
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, url }) => {
		const { ctx, actor, locale } = locals;
		const place = await placeBySlug(ctx, params.edition, locale);
		const form = await request.formData();
		const rest = readBid(String(form.get('rest') ?? ''));
		const bids = new Map<string, BidValue | 0>();
		for (const key of form.getAll('key').map(String)) {
			const bid = readBid(String(form.get(`bid.${key}`) ?? ''));
			if (bid !== undefined) bids.set(key, bid);
			// What has no answer at all is what the last choice is for.
			else if (rest !== undefined && rest !== 0) bids.set(key, rest);
		}
		let saved: number;
		try {
			const call = await callOfDesk(ctx, place.id, params.call);
			saved = await saveBids(ctx, actor, { call, stage: params.stage, bids });
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind !== 'closed') throw thrown;
			return fail(thrown.status, { closed: true, bids: Object.fromEntries(bids) });
		}
		const query = new URLSearchParams(bidFilterQuery(readBidFilter(url.searchParams)));
		query.set('saved', String(saved));
		redirect(303, localePath(locale, `/review/bids/${place.slug}/${params.call}/${params.stage}?${query}`));
	},
};
