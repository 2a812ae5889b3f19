import { inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import type { Answer, Answers, FileAnswer } from '../../answers.ts';
import type { Follows } from '../../call.ts';
import { checkField } from '../../check.ts';
import { fieldById } from '../../fields.ts';
import type { Field, Form } from '../../form.ts';
import { applicationFile } from '../tables.ts';
import type { Followable } from './followable.ts';

/**
 * The answers that come along from an earlier application: by the call's list, and where both forms have a field with the
 * same role. What does not fit the field here (an option that it does not know, a text for a file) stays behind, and
 * what is for named accounts where others would read it.
 */
export function carriedAnswers(follows: Pick<Follows, 'carries'> | undefined, from: Followable, form: Form): Answers {
	const carried: Answers = {};
	const bring = (fromId: string, toId: string) => {
		const [source, target] = [fieldById(from.form, fromId), fieldById(form, toId)];
		const answer = Object.hasOwn(from.answers, fromId) ? from.answers[fromId] : undefined;
		if (!source || !target || answer === undefined || source.kind !== target.kind || isWider(target, source)) return;
		if (checkField(target, answer as Answer, { stage: 'draft' }).length === 0) carried[toId] = answer;
	};
	for (const field of form.fields) {
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

/**
 * Gives the files among carried answers to a draft or an application as files of its own: whoever may open the one may
 * not therefore open the other. @returns the answers with the new files
 */
export async function copyCarriedFiles(
	ctx: Context,
	form: Form,
	answers: Answers,
	to: { draftId: string; applicationId: string | null },
): Promise<Answers> {
	const files = form.fields.flatMap((field) => {
		const answer = field.kind === 'file' ? (answers[field.id] as FileAnswer | undefined) : undefined;
		return answer ? [{ field: field.id, answer, id: newId() }] : [];
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
	for (const { field, answer, id } of files) {
		const source = known.find((one) => one.id === answer.file);
		delete copied[field];
		if (!source) continue;
		const made = await ctx.db.execute(sql`insert into file (id, digest, bytes, media_type, name, person_id, added_at)
			select ${id}, digest, bytes, media_type, name, person_id, added_at from file where id = ${source.id}`);
		if (made.rowCount === 0) continue;
		await ctx.db
			.insert(applicationFile)
			.values({ ...source, id, field, draftId: to.draftId, applicationId: to.applicationId });
		copied[field] = { ...answer, file: id };
	}
	return copied;
}
