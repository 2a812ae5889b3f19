import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { applicationForDesk } from '#modules/calls/server/index.ts';
import { deskById } from '../../open-desk.ts';
import type { RequestHandler } from './$types';

/**
 * The address in mails to the desk, which do not know the slug of the desk: leads to the application's place in its desk,
 * or (`?discussion=`) to the discussion of a stage there.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const { editionId, callId } = await applicationForDesk(ctx, actor, { application: params.id, locale });
	const desk = await deskById(ctx, editionId ?? callId, locale);
	if (!desk) throw notFound();
	const stage = url.searchParams.get('discussion');
	const part = stage === null ? '' : `/discussion/${encodeURIComponent(stage)}`;
	redirect(303, localePath(locale, `/desk/${desk.slug}/applications/${params.id}${part}`));
};
