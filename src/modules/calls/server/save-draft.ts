import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FormEntries } from '../answers.ts';
import { checkAnswers, isUnkeepable } from '../check.ts';
import type { Form } from '../form.ts';
import { diffVersions, type FieldChange } from '../readable.ts';
import { type DraftKey, demandDraft, filesById, findDraft } from './load-draft.ts';
import { draft } from './tables.ts';

export type SavedDraft =
	| { saved: true; revision: number; savedAt: number; answers: Answers }
	| {
			saved: false;
			/** The revision that is stored now: save again with it to let these answers win. */
			revision: number;
			savedAt: number;
			form: Form;
			theirs: Answers;
			yours: Answers;
			/** From theirs to yours. */
			changes: FieldChange[];
	  };

/**
 * Keeps what was typed, right or wrong. Nothing is recorded in the ledger: a draft is nobody's business yet. When the
 * draft was saved elsewhere since `revision` and says something else, nothing is overwritten and both texts are given back. Also after the close.
 * @throws Refusal `not-found`, `signed-out`; `invalid` only for what can't be stored at all
 */
export async function saveDraft(
	ctx: Context,
	actor: Actor,
	input: DraftKey & { revision: number; entries: FormEntries },
): Promise<SavedDraft> {
	const found = demandDraft(ctx, actor, input, await findDraft(ctx, input.draft));
	const answers = answersFromForm(found.form, input.entries, filesById(found.files));
	const unkeepable = checkAnswers(found.form, answers, { stage: 'draft' }).filter(isUnkeepable);
	if (unkeepable.length > 0) throw invalid(unkeepable);
	const savedAt = ctx.clock.edition.now();
	// What no revision can be is the number of another one: a conflict, which keeps both texts.
	const revision = Number.isInteger(input.revision) && Math.abs(input.revision) < 2 ** 31 ? input.revision : -1;
	const [saved] = await ctx.db
		.update(draft)
		.set({ answers, revision: sql`${draft.revision} + 1`, savedAt })
		.where(and(eq(draft.id, found.id), eq(draft.revision, revision)))
		.returning({ revision: draft.revision });
	if (saved) return { saved: true, revision: saved.revision, savedAt, answers };
	const [now] = await ctx.db.select().from(draft).where(eq(draft.id, found.id));
	if (!now) throw notFound('draft-gone');
	const { revision: stored, savedAt: storedAt, answers: theirs } = now;
	const changes = diffVersions(found.form, theirs, answers, found.locale);
	// Sent twice (a double click): the same stands there already.
	if (changes.length === 0) return { saved: true, revision: stored, savedAt: storedAt, answers: theirs };
	return { saved: false, revision: stored, savedAt: storedAt, form: found.form, theirs, yours: answers, changes };
}
