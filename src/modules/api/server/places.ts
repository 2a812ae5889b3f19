import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callForVisitor, callsForVisitor, type PublicCall, standingBySlug } from '#modules/calls/server/index.ts';
import { editionById, editionBySlug, type EditionView } from '#modules/editions/server/index.ts';
import { apiBase } from '../api-base.ts';

/** Addresses of things, below the public address of the installation. */
export const hrefs = (origin: string) => {
	const api = origin + apiBase;
	return {
		edition: (slug: string) => `${api}/editions/${slug}`,
		call: (edition: string | null, slug: string) =>
			edition === null ? `${api}/calls/${slug}` : `${api}/editions/${edition}/calls/${slug}`,
		application: (id: string) => `${api}/applications/${id}`,
		draft: (id: string) => `${api}/drafts/${id}`,
	};
};

/** An edition that the public may see. @throws Refusal `not-found`, also while it is in preparation */
export async function publishedEdition(ctx: Context, slug: string): Promise<EditionView> {
	const found = await editionBySlug(ctx, slug);
	if (found?.state !== 'published') throw notFound();
	return found;
}

/** Where a call is asked for: below its edition, or, a standing one, by itself. */
export interface CallAsked {
	edition?: string;
	call: string;
}

/** A call with the id of its desk. */
export interface FoundCall {
	call: PublicCall;
	/** Slug of its edition; null for a standing call. */
	edition: string | null;
	desk: string;
}

/** A call that the public may see. @throws Refusal `not-found`, also while its edition is in preparation */
export async function publishedCall(ctx: Context, at: CallAsked): Promise<FoundCall> {
	if (at.edition !== undefined) await publishedEdition(ctx, at.edition);
	return anyCall(ctx, at);
}

/** A call, of an edition in preparation too: what may be done with it the use case says. @throws Refusal `not-found` */
export async function anyCall(ctx: Context, at: CallAsked): Promise<FoundCall> {
	if (at.edition === undefined) {
		const standing = await standingBySlug(ctx, at.call);
		const [call] = standing ? await callsForVisitor(ctx, standing.id) : [];
		if (!standing || !call) throw notFound();
		return { call, edition: null, desk: standing.id };
	}
	const edition = await editionBySlug(ctx, at.edition);
	const call = edition && (await callForVisitor(ctx, { editionId: edition.id, call: at.call }));
	if (!call) throw notFound();
	return { call, edition: edition.slug, desk: edition.id };
}

/** The address of the call of an application or draft. */
export async function hrefOfCall(
	ctx: Context,
	origin: string,
	place: { editionId: string | null; callSlug: string },
): Promise<string> {
	const edition = place.editionId === null ? undefined : await editionById(ctx, place.editionId);
	return hrefs(origin).call(edition?.slug ?? null, place.callSlug);
}

/** The same for a list: each edition is looked up once. */
export async function hrefsOfCalls(
	ctx: Context,
	origin: string,
	places: readonly { editionId: string | null; callSlug: string }[],
): Promise<(place: { editionId: string | null; callSlug: string }) => string> {
	const slugs = new Map<string, string>();
	for (const id of new Set(places.flatMap((place) => place.editionId ?? []))) {
		slugs.set(id, (await editionById(ctx, id))?.slug ?? id);
	}
	return (place) =>
		hrefs(origin).call(place.editionId === null ? null : (slugs.get(place.editionId) ?? null), place.callSlug);
}
