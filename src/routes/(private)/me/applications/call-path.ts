import type { Context } from '#core/context/index.ts';
import { editionById } from '#modules/editions/server/index.ts';

/** The address of a call's public page, without the language: of an edition, or standing. */
export async function callPath(ctx: Context, call: { editionId: string | null; slug: string }): Promise<string> {
	const edition = call.editionId === null ? undefined : await editionById(ctx, call.editionId);
	return edition ? `/${edition.slug}/calls/${call.slug}` : `/calls/${call.slug}`;
}
