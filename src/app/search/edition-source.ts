import type { SearchSource } from '#core/search/index.ts';
import { callsOfEdition } from '#modules/calls/server/index.ts';
import { editionById, listEditions, publicEdition } from '#modules/editions/server/index.ts';
import { editionDocuments } from './edition-documents.ts';

/** The public pages of editions, by the edition's id. */
export const editionSource: SearchSource = {
	subjects: (ctx) => published(ctx),
	async documents(ctx, editionId) {
		const view = await editionById(ctx, editionId);
		const found = view && (await publicEdition(ctx, view.slug, { read: callsOfEdition }));
		return found ? editionDocuments(found.bundle) : [];
	},
	async stillPublic(ctx, ids) {
		const known = new Set(await published(ctx));
		return new Set(ids.filter((id) => known.has(id)));
	},
};

async function published(ctx: Parameters<SearchSource['subjects']>[0]): Promise<string[]> {
	return (await listEditions(ctx)).filter(({ state }) => state === 'published').map(({ id }) => id);
}
