import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { standingById, standingBySlug } from '#modules/calls/server/index.ts';
import { editionById, editionBySlug } from '#modules/editions/server/index.ts';

/** Where somebody reviews: an edition, or a standing call. */
export interface ReviewPlace {
	id: string;
	slug: string;
	short: string;
}

/** The place with this slug. What it shows is asked by what it is used for. @throws Refusal `not-found` */
export async function placeBySlug(ctx: Context, slug: string, locale: Locale): Promise<ReviewPlace> {
	const edition = await editionBySlug(ctx, slug);
	if (edition) return { id: edition.id, slug: edition.slug, short: edition.short };
	const standing = await standingBySlug(ctx, slug);
	if (!standing) throw notFound();
	return { id: standing.id, slug: standing.slug, short: inLocale(standing.title, locale).text };
}

/** The place with this id. @throws Refusal `not-found` */
export async function placeById(ctx: Context, id: string, locale: Locale): Promise<ReviewPlace> {
	const edition = await editionById(ctx, id);
	if (edition) return { id: edition.id, slug: edition.slug, short: edition.short };
	const standing = await standingById(ctx, id);
	if (!standing) throw notFound();
	return { id: standing.id, slug: standing.slug, short: inLocale(standing.title, locale).text };
}
