import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Actor, can, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FileAnswer, type FormEntries } from '../answers.ts';
import { checkAnswers, isUnkeepable } from '../check.ts';
import type { Form } from '../form.ts';
import { namesFiles } from '../posted-files.ts';
import { diffVersions, type FieldChange } from '../readable.ts';
import { startChange } from './change-submission.ts';
import { type DraftKey, demandDraft, filesById, findDraft, isRevision } from './load-draft.ts';
import { application, applicationVersion, callForm, draft } from './tables.ts';

export type SavedDraft =
	| {
			saved: true;
			/** Another one than was asked for when that was handed in meanwhile: the change of what it became. */
			draft: string;
			revision: number;
			savedAt: number;
			answers: Answers;
	  }
	| {
			saved: false;
			draft: string;
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
 * @param input.call the call as `callForVisitor` reads it, where it is at hand: most saves are one statement then
 * @throws Refusal `not-found`, `signed-out`; `invalid` only for what can't be stored at all
 */
export async function saveDraft(
	ctx: Context,
	actor: Actor,
	input: DraftKey & { revision: number; entries: FormEntries; call?: { id: string; form: Form } | undefined },
): Promise<SavedDraft> {
	const saved = input.call && (await saveTyped(ctx, actor, { ...input, call: input.call }));
	if (saved) return saved;
	const present = await findDraft(ctx, input.draft);
	if (!present) return saveAfterHandingIn(ctx, actor, input);
	const found = demandDraft(ctx, actor, input, present);
	const answers = answersFromForm(found.form, input.entries, filesById(found.files));
	const unkeepable = checkAnswers(found.form, answers, { stage: 'draft' }).filter(isUnkeepable);
	if (unkeepable.length > 0) throw invalid(unkeepable);
	const savedAt = ctx.clock.edition.now();
	// What no revision can be is the number of another one: a conflict, which keeps both texts.
	const revision = isRevision(input.revision) ? input.revision : -1;
	const [kept] = await ctx.db
		.update(draft)
		.set({ answers, revision: sql`${draft.revision} + 1`, savedAt })
		.where(and(eq(draft.id, found.id), eq(draft.revision, revision)))
		.returning({ revision: draft.revision });
	if (kept) return { saved: true, draft: found.id, revision: kept.revision, savedAt, answers };
	const [now] = await ctx.db.select().from(draft).where(eq(draft.id, found.id));
	// Handed in between our two looks at it.
	if (!now) return saveAfterHandingIn(ctx, actor, input);
	const { revision: stored, savedAt: storedAt, answers: theirs } = now;
	const changes = diffVersions(found.form, theirs, answers, found.locale);
	// Sent twice (a double click): the same stands there already.
	const at = { draft: found.id, revision: stored, savedAt: storedAt };
	if (changes.length === 0) return { saved: true, ...at, answers: theirs };
	return { saved: false, ...at, form: found.form, theirs, yours: answers, changes };
}

/**
 * Saves by one statement: a person's own draft of a first application, as he saw it last, that answers the present form,
 * where no file was posted. @returns undefined where it is not so
 */
async function saveTyped(
	ctx: Context,
	actor: Actor,
	{ call, ...input }: DraftKey & { revision: number; entries: FormEntries; call: { id: string; form: Form } },
): Promise<SavedDraft | undefined> {
	const personId = personOf(actor);
	const entries = [...input.entries];
	if (personId === undefined || !isRevision(input.revision) || namesFiles(call.form, entries)) return undefined;
	// The statement finds nobody's draft but his own; this asks whether he may write what is his.
	if (can(actor, 'application.write', { within: {}, owners: [personId] }, ctx.clock) !== 'yes') return undefined;
	const answers = answersFromForm(call.form, entries);
	if (checkAnswers(call.form, answers, { stage: 'draft' }).some(isUnkeepable)) return undefined;
	const savedAt = ctx.clock.edition.now();
	const [saved] = await ctx.db
		.update(draft)
		.set({ answers, revision: sql`${draft.revision} + 1`, savedAt })
		.where(
			and(
				eq(draft.id, input.draft),
				eq(draft.revision, input.revision),
				eq(draft.personId, personId),
				eq(draft.callId, call.id),
				eq(draft.formVersion, call.form.version),
				isNull(draft.applicationId),
			),
		)
		.returning({ revision: draft.revision });
	return saved && { saved: true, draft: input.draft, revision: saved.revision, savedAt, answers };
}

/**
 * Somebody who writes with others handed the draft in while this one was still typing: his text becomes a change of what
 * was handed in, as a conflict that shows both. Where nothing differs, or nothing can be changed any more, the draft is
 * gone and nothing else.
 */
async function saveAfterHandingIn(
	ctx: Context,
	actor: Actor,
	input: DraftKey & { entries: FormEntries },
): Promise<SavedDraft> {
	const gone = () =>
		personOf(actor) === undefined ? new Refusal('signed-out', 'sign-in-first') : notFound('draft-gone');
	const [handedIn] = await ctx.db
		.select({ application: applicationVersion.applicationId, answers: applicationVersion.answers, form: callForm.form })
		.from(applicationVersion)
		.innerJoin(application, eq(application.id, applicationVersion.applicationId))
		.innerJoin(
			callForm,
			and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
		)
		.where(eq(applicationVersion.draftId, input.draft));
	if (!handedIn) throw gone();
	const { form } = handedIn;
	const files = new Map(
		form.fields.flatMap((field) => {
			const answer = field.kind === 'file' ? (handedIn.answers[field.id] as FileAnswer | undefined) : undefined;
			return answer ? [[answer.file, answer] as const] : [];
		}),
	);
	const entries = [...input.entries];
	if (diffVersions(form, handedIn.answers, answersFromForm(form, entries, files), 'en').length === 0) throw gone();
	try {
		const change = await startChange(ctx, actor, { application: handedIn.application });
		return await saveDraft(ctx, actor, { draft: change.draft, revision: -1, entries });
	} catch (refusal) {
		throw refusal instanceof Refusal ? gone() : refusal;
	}
}
