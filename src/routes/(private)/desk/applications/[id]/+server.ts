import { redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { applicationForDesk } from '#modules/calls/server/index.ts';
import { editionById } from '#modules/editions/server/index.ts';
import type { RequestHandler } from './$types';

/** The address in mails to the desk, which do not know the edition's slug: leads to the application's place in its desk. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { ctx, actor, locale } = locals;
	const { editionId } = await applicationForDesk(ctx, actor, { application: params.id, locale });
	const edition = editionId === null ? undefined : await editionById(ctx, editionId);
	if (!edition) throw notFound();
	redirect(303, localePath(locale, `/desk/${edition.slug}/applications/${params.id}`));
};
