import { json } from '@sveltejs/kit';
import { notFound } from '#core/refusal/index.ts';
import { callOfDesk } from '#modules/calls/server/index.ts';
import { readBid } from '#modules/review/bid.ts';
import { saveBids } from '#modules/review/server/index.ts';
import { placeBySlug } from '../../../../../place.ts';
import type { RequestHandler } from './$types';

/** Saves one answer as it is given. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { ctx, actor, locale } = locals;
	const form = await request.formData();
	const key = String(form.get('key') ?? '');
	const bid = readBid(String(form.get('bid') ?? ''));
	if (bid === undefined) throw notFound();
	const place = await placeBySlug(ctx, params.edition, locale);
	const call = await callOfDesk(ctx, place.id, params.call);
	const saved = await saveBids(ctx, actor, { call, stage: params.stage, bids: new Map([[key, bid]]) });
	return json({ saved });
};
