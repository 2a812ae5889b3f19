import { error } from '@sveltejs/kit';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { findEdition } from './public-edition.ts';

/** What never changes by the hour alone; a number, because it stands in an ETag. */
const always = Number.MAX_SAFE_INTEGER;

/**
 * The public side of an edition for what is made from its records alone, whatever the hour (a printed sheet, a feed): it
 * may be kept until the edition changes. An edition in preparation has none of these yet.
 * @throws 404
 */
export async function timelessEdition(
	locals: App.Locals,
	slug: string,
): Promise<{ editionId: string; bundle: Bundle }> {
	const found = await findEdition(locals, slug);
	if (found?.bundle.edition.state !== 'published') error(404, 'not-found');
	keepFor(locals, found.editionId);
	return found;
}

/** Says that an answer depends on this scope's revision alone. */
export function keepFor(locals: App.Locals, scope: string): void {
	locals.cache = { scope, until: always };
}
