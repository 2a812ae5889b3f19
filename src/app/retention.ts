import type { Context } from '#core/context/index.ts';
import { purgeAnswers } from '#modules/calls/server/index.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { listEditions } from '#modules/editions/server/index.ts';

/** Deletes the answers whose time is over; calls keep them, editions know when they end. */
export async function purgeDueAnswers(ctx: Context): Promise<number> {
	return purgeAnswers(ctx, {
		async editionEnds(inner, ids) {
			const wanted = new Set(ids);
			const editions = (await listEditions(inner)).filter(({ id }) => wanted.has(id));
			return new Map(editions.map((edition) => [edition.id, editionDays(edition).to]));
		},
	});
}
