import { eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { file } from '#core/files/tables.ts';
import { newId } from '#core/ids/index.ts';
import type { Answer, Answers, FileAnswer } from '../../answers.ts';
import type { Follows } from '../../call.ts';
import { checkField } from '../../check.ts';
import { fieldById } from '../../fields.ts';
import type { Field, FieldOf, Form } from '../../form.ts';
import { measureFile } from '../measure-file.ts';
import { applicationFile } from '../tables.ts';
import type { Followable } from './followable.ts';

/**
 * The answers that come along from an earlier application: by the call's list, and where both forms have a field with the
 * same role, unless the one applies by the invitation of the other. What does not fit the field here (an option that it does not know, a text for a file) stays behind, and
 * what is for named accounts where others would read it. A file that nobody has measured yet comes along:
 * `copyCarriedFiles` measures it.
 */
export function carriedAnswers(
	follows: Pick<Follows, 'by' | 'carries'> | undefined,
	from: Followable,
	form: Form,
): Answers {
	const carried: Answers = {};
	const bring = (fromId: string, toId: string) => {
		const [source, target] = [fieldById(from.form, fromId), fieldById(form, toId)];
		const answer = Object.hasOwn(from.answers, fromId) ? from.answers[fromId] : undefined;
		if (!source || !target || answer === undefined || source.kind !== target.kind || isWider(target, source)) return;
		const wrong = checkField(target, answer as Answer, { stage: 'draft' });
		const unmeasured = isUnmeasured(target, answer as Answer);
		if (wrong.every(({ code }) => unmeasured && code === 'file-unreadable')) carried[toId] = answer;
	};
	// Who was invited is somebody else: he is given what the call names, not the people and answers of who invited him.
	for (const field of follows?.by === 'invite' ? [] : form.fields) {
		const same = field.role && from.form.fields.find((other) => other.role === field.role);
		if (same) bring(same.id, field.id);
	}
	for (const { from: fromId, to } of follows?.carries ?? []) bring(fromId, to);
	return carried;
}

/** What was answered for named accounts is carried to nobody else. */
function isWider(to: Field, from: Field): boolean {
	if (from.visibleTo !== 'named') return false;
	const known = new Set(from.viewers?.map((address) => address.trim().toLowerCase()));
	return to.visibleTo !== 'named' || !(to.viewers ?? []).every((address) => known.has(address.trim().toLowerCase()));
}

/** Whether it is a file of which neither pages nor pixels were ever found out: no rule had asked for them. */
function isUnmeasured(field: Field, answer: Answer): boolean {
	if (field.kind !== 'file') return false;
	const { pages, width } = answer as FileAnswer;
	return pages === undefined && width === undefined;
}

/**
 * Gives the files among carried answers to a draft or an application as files of its own: whoever may open the one may
 * not therefore open the other. What the field here has a rule about is measured first; what does not fit it stays behind.
 * @returns the answers with the new files
 */
export async function copyCarriedFiles(
	ctx: Context,
	form: Form,
	answers: Answers,
	to: { draftId: string; applicationId: string | null },
): Promise<Answers> {
	const files = form.fields.flatMap((field) => {
		const answer = field.kind === 'file' ? (answers[field.id] as FileAnswer | undefined) : undefined;
		return answer && field.kind === 'file' ? [{ field, answer, id: newId() }] : [];
	});
	if (files.length === 0) return answers;
	const known = await ctx.db
		.select()
		.from(applicationFile)
		.where(
			inArray(
				applicationFile.id,
				files.map(({ answer }) => answer.file),
			),
		);
	const copied: Answers = { ...answers };
	for (const { field, answer: carried, id } of files) {
		const source = known.find((one) => one.id === carried.file);
		delete copied[field.id];
		if (!source) continue;
		const measures = {
			...source.measures,
			...(isUnmeasured(field, carried) ? await measured(ctx, field, source) : {}),
		};
		const answer: FileAnswer = { ...carried, ...measures };
		if (checkField(field, answer, { stage: 'draft' }).length > 0) continue;
		const made = await ctx.db.execute(sql`insert into file (id, digest, bytes, media_type, name, person_id, added_at)
			select ${id}, digest, bytes, media_type, name, person_id, added_at from file where id = ${source.id}`);
		if (made.rowCount === 0) continue;
		await ctx.db
			.insert(applicationFile)
			.values({ ...source, id, measures, field: field.id, draftId: to.draftId, applicationId: to.applicationId });
		copied[field.id] = { ...answer, file: id };
	}
	return copied;
}

async function measured(ctx: Context, field: FieldOf<'file'>, source: typeof applicationFile.$inferSelect) {
	const [stored] = await ctx.db.select({ digest: file.digest }).from(file).where(eq(file.id, source.id));
	return stored ? measureFile(ctx, field, { ...source, digest: stored.digest }) : {};
}
