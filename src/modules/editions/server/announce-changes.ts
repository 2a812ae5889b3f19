import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { searchChanged } from '#core/search/index.ts';
import type { FieldChange } from '../merge.ts';
import { splitKey } from '../records.ts';
import { edition, editionOrganisation, organisation } from './tables.ts';

/** A record that changed; without fields, all of it did. */
export interface Touched {
	key: string;
	fields?: readonly Pick<FieldChange, 'path'>[];
}

/** What of an edition stands on its own pages only; the rest pages across editions may show. */
const ownPagesOnly = /^(values|contacts|legal|theme|summary)(\.|$)/;

/**
 * Tells every process that what was cached of the edition's pages is old; of the pages across editions (`site`) only where
 * they show what changed; of news where an organisation or a person did, by whose names articles are shown; and of other
 * editions that show the same organisation or series. Searches read them anew.
 */
export async function announceChanges(ctx: Context, editionId: string, changes: readonly Touched[]): Promise<void> {
	const scopes = new Set([editionId, ...(await editionsThatShare(ctx, editionId, changes))]);
	if (changes.some(shownInNews)) await bumpRevision(ctx, 'news');
	for (const scope of scopes) await bumpRevision(ctx, scope);
	await searchChanged(ctx, 'edition', [...scopes]);
	if (changes.some(shownEverywhere)) await bumpRevision(ctx, 'site');
}

function shownEverywhere({ key, fields }: Touched): boolean {
	const { kind } = splitKey(key);
	if (kind === 'series' || kind === 'past') return true;
	return kind === 'edition' && (!fields || fields.some(({ path }) => !ownPagesOnly.test(path)));
}

/** Articles name publishers, and people in bylines and beside quotations, as editions do. */
function shownInNews({ key }: Touched): boolean {
	return ['organisation', 'person'].includes(splitKey(key).kind);
}

/** Other editions whose pages show an organisation or the series that changed. No query when none of them did. */
async function editionsThatShare(ctx: Context, editionId: string, changes: readonly Touched[]): Promise<string[]> {
	const named = changes.flatMap(({ key }) => (splitKey(key).kind === 'organisation' ? [splitKey(key).code] : []));
	const found: string[] = [];
	if (named.length > 0) {
		const rows = await ctx.db
			.selectDistinct({ id: editionOrganisation.editionId })
			.from(editionOrganisation)
			.innerJoin(organisation, eq(organisation.id, editionOrganisation.organisationId))
			.where(inArray(organisation.slug, named));
		found.push(...rows.map(({ id }) => id));
	}
	if (changes.some(({ key }) => key === 'series')) {
		const ofSeries = ctx.db.select({ id: edition.seriesId }).from(edition).where(eq(edition.id, editionId));
		const rows = await ctx.db
			.select({ id: edition.id })
			.from(edition)
			.where(and(inArray(edition.seriesId, ofSeries), ne(edition.id, editionId)));
		found.push(...rows.map(({ id }) => id));
	}
	return found;
}
