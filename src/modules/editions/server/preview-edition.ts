import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { eq } from 'drizzle-orm';
import { notFound } from '#core/refusal/index.ts';
import { overlay } from '../overlay.ts';
import { publicView } from '../public-view.ts';
import { bundleOf } from '../records.ts';
import { draftRows } from './draft-rows.ts';
import { publishedRecords } from './edition-lock.ts';
import type { CallsDoor } from './import-bundle.ts';
import type { PublicEdition } from './queries.ts';
import { recordProblems } from './record-problems.ts';
import { edition } from './tables.ts';
import { editionSubject } from './subject.ts';

/**
 * The public side of an edition as it would be with all drafts published. Never kept: it belongs to whoever may edit.
 * @throws Refusal
 */
export async function previewEdition(
	ctx: Context,
	actor: Actor,
	editionId: string,
	calls: Pick<CallsDoor, 'read'>,
): Promise<PublicEdition> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	const [row] = await ctx.db.select().from(edition).where(eq(edition.id, editionId));
	if (!row) throw notFound();
	const published = await publishedRecords(ctx, row, calls);
	const merged = overlay(published, await draftRows(ctx, editionId));
	const { whole } = recordProblems(merged);
	const { closedAt } = row;
	return { editionId, closedAt, bundle: publicView(bundleOf(whole ?? merged), { closed: closedAt !== null }) };
}
