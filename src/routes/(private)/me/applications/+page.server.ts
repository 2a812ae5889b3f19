import { myApplications } from '#modules/calls/server/index.ts';
import { listEditions } from '#modules/editions/server/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, actor } = locals;
	const [{ applications, drafts }, editions] = await Promise.all([myApplications(ctx, actor), listEditions(ctx)]);
	const slugs = new Map(editions.map((edition) => [edition.id, { slug: edition.slug, short: edition.short }]));
	const place = (editionId: string | null) => (editionId === null ? null : (slugs.get(editionId) ?? null));
	return {
		now: ctx.clock.edition.now(),
		applications: applications.map((one) => ({ ...one, edition: place(one.editionId) })),
		drafts: drafts.map((one) => ({ ...one, edition: place(one.editionId) })),
	};
};
