import { and, desc, eq, lte } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { StatementTexts } from '../statement.ts';
import { openStatement } from './load.ts';
import { statementDraft } from './tables.ts';

export interface DraftTexts {
	revision: number;
	texts: StatementTexts;
}

/**
 * An earlier draft and the one before it, to be compared. Three queries, which read these two and no other.
 * @throws Refusal `not-found` for a draft that is none too; `forbidden`
 */
export async function readDraft(
	ctx: Context,
	actor: Actor,
	input: { statement: string; revision: number },
): Promise<{ draft: DraftTexts; before: DraftTexts | null }> {
	const row = await openStatement(ctx, actor, input.statement, 'statement.read');
	// Beyond the largest revision there is none, and the database would complain.
	if (!Number.isInteger(input.revision) || input.revision < 0 || input.revision > row.draftRevision) throw notFound();
	const [draft, before] = await ctx.db
		.select({ revision: statementDraft.revision, texts: statementDraft.texts })
		.from(statementDraft)
		.where(and(eq(statementDraft.statementId, row.id), lte(statementDraft.revision, input.revision)))
		.orderBy(desc(statementDraft.revision))
		.limit(2);
	if (draft?.revision !== input.revision) throw notFound();
	return { draft, before: before ?? null };
}
