import { eq } from 'drizzle-orm';
import { and } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { TranslationState } from '../editing.ts';
import { missingLanguages } from '../texts.ts';
import { withoutPersons } from './apply-changes.ts';
import { staleTranslation } from './desk-tables.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { editionSubject } from './subject.ts';

/** Texts that wait for their other language, with the drafts as they are, and published texts of which one language is older. */
export async function translationsOf(ctx: Context, actor: Actor, editionId: string): Promise<TranslationState> {
	const { merged } = await recordsForEditing(ctx, actor, editionId);
	const stale = await ctx.db
		.select({
			key: staleTranslation.key,
			path: staleTranslation.path,
			changed: staleTranslation.changed,
			at: staleTranslation.at,
		})
		.from(staleTranslation)
		.where(eq(staleTranslation.editionId, editionId))
		.orderBy(staleTranslation.at, staleTranslation.key);
	return { missing: missingLanguages(merged), stale };
}

/**
 * Says that the language which did not change is still right.
 * @throws Refusal `not-found` when nothing is stale there
 */
export async function confirmTranslation(
	ctx: Context,
	actor: Actor,
	editionId: string,
	{ key, path }: { key: string; path: string },
): Promise<void> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	await transaction(ctx, async (tx) => {
		const gone = await tx.db
			.delete(staleTranslation)
			.where(
				and(eq(staleTranslation.editionId, editionId), eq(staleTranslation.key, key), eq(staleTranslation.path, path)),
			)
			.returning({ key: staleTranslation.key });
		if (gone.length === 0) throw notFound();
		await record(tx, actor, {
			action: 'confirm-translation',
			subject: { type: 'edition', id: editionId },
			scope: editionId,
			data: { ...withoutPersons([{ key }]), path },
		});
	});
}
