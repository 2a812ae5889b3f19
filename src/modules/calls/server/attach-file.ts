import { count, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { storeUpload } from '#core/files/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import type { FileAnswer } from '../answers.ts';
import { checkField } from '../check.ts';
import { type FieldOf, fieldById } from '../form.ts';
import { type DraftKey, demandDraft, findDraft, type LoadedDraft } from './load-draft.ts';
import { arrivedAnswer, measuresOf } from './measure-file.ts';
import { applicationFile, draft } from './tables.ts';

/** A draft's files are kept while it is written, replaced ones too. */
const mostFiles = 50;

/** A file that `core/multipart` received. */
export interface ArrivedFile {
	name: string;
	bytes: number;
	digest: string;
	mediaType: string;
}

/**
 * Makes a file that has arrived in the store the answer to a field of a draft.
 * @throws Refusal `invalid` (what `checkField` says of a file), `not-found`, `too-many` (`too-many-files`)
 */
export async function attachFile(
	ctx: Context,
	actor: Actor,
	input: DraftKey & { field: string; file: ArrivedFile },
): Promise<{ answer: FileAnswer; revision: number }> {
	// Opened and measured before the draft is locked: a document may take its time.
	const asked = fileField(demandDraft(ctx, actor, input, await findDraft(ctx, input.draft)), input.field);
	const unchecked = await arrivedAnswer(ctx, asked, input.file);
	return transaction(ctx, async (tx) => {
		const found = demandDraft(tx, actor, input, await findDraft(tx, input.draft, { lock: true }));
		const field = fileField(found, input.field);
		const { bytes, mediaType } = input.file;
		const problems = checkField(field, unchecked, { stage: 'draft' });
		if (problems.length > 0) throw invalid(problems);
		const [files] = await tx.db
			.select({ n: count() })
			.from(applicationFile)
			.where(eq(applicationFile.draftId, found.id));
		if ((files?.n ?? 0) >= mostFiles) throw new Refusal('too-many', 'too-many-files', { params: { max: mostFiles } });
		// A row of core/files under the same id: so that it can be granted to its readers.
		const kept = await storeUpload(tx, input.file, found.personId ?? undefined);
		const answer: FileAnswer = { ...unchecked, file: kept.id, name: kept.name };
		await tx.db.insert(applicationFile).values({
			id: answer.file,
			draftId: found.id,
			field: field.id,
			name: kept.name,
			mediaType,
			bytes,
			measures: measuresOf(answer),
			addedAt: tx.clock.edition.now(),
		});
		const [saved] = await tx.db
			.update(draft)
			.set({
				answers: sql`${draft.answers} || ${JSON.stringify({ [field.id]: answer })}::jsonb`,
				revision: sql`${draft.revision} + 1`,
				savedAt: tx.clock.edition.now(),
			})
			.where(eq(draft.id, found.id))
			.returning({ revision: draft.revision });
		return { answer, revision: (saved as { revision: number }).revision };
	});
}

function fileField({ form }: Pick<LoadedDraft, 'form'>, id: string): FieldOf<'file'> {
	const field = fieldById(form, id);
	if (field?.kind !== 'file') throw notFound();
	return field;
}

/** Takes the file of a field out of a draft; its bytes stay as long as a version points at them. */
export async function detachFile(ctx: Context, actor: Actor, input: DraftKey & { field: string }): Promise<number> {
	const found = demandDraft(ctx, actor, input, await findDraft(ctx, input.draft));
	const [saved] = await ctx.db
		.update(draft)
		.set({ answers: sql`${draft.answers} - ${input.field}::text`, revision: sql`${draft.revision} + 1` })
		.where(eq(draft.id, found.id))
		.returning({ revision: draft.revision });
	if (!saved) throw notFound('draft-gone');
	return saved.revision;
}
