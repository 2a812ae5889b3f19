import { and, eq } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { EditingState } from '../editing.ts';
import { mergeDrafts, overlay } from '../overlay.ts';
import { draftAside } from './desk-tables.ts';
import { draftRows, withNames } from './draft-rows.ts';
import { readRecords } from './store.ts';
import { edition } from './tables.ts';
import { editionSubject } from './subject.ts';

/**
 * All that the desk needs to show and edit an edition: what is published, what is being written, both together. Calls
 * are not among it. A fixed number of queries, however much the edition holds.
 * @param options.locale the language of the names of whoever wrote
 * @throws Refusal
 */
export async function recordsForEditing(
	ctx: Context,
	actor: Actor,
	editionId: string,
	options: { locale?: Locale } = {},
): Promise<EditingState> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	const [row] = await ctx.db.select().from(edition).where(eq(edition.id, editionId));
	if (!row) throw notFound();
	const published = await readRecords(ctx, row);
	const drafts = await withNames(ctx, await draftRows(ctx, editionId), options.locale ?? 'en');
	const asides = await ctx.db
		.select({ key: draftAside.key, value: draftAside.value, at: draftAside.at })
		.from(draftAside)
		.where(and(eq(draftAside.editionId, editionId), eq(draftAside.personId, personOf(actor) ?? '')));
	const { conflicts } = mergeDrafts(published, drafts);
	return { published, drafts, merged: overlay(published, drafts), conflicts, asides };
}
