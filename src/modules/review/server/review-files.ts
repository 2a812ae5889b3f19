import { type Actor, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Answers, FileAnswer } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { contentsOf } from '#modules/calls/server/index.ts';
import { answersFor, reviewerOf } from '#modules/calls/visibility.ts';
import { attestedTo } from './attested.ts';
import { openAssignment, type ReviewKey } from './open-assignment.ts';

/** So long an address of a file works; the page gives a new one each time. */
const life = 2 * hour;

/**
 * Answers whose files go by the question that asked for them instead of by their ids, which their authors know too.
 * @param prefix of what somebody else said by a link
 */
export function withoutFileIds(form: Form, answers: Answers, prefix = ''): Answers {
	const shown: Answers = { ...answers };
	for (const { id, kind } of form.fields) {
		const answer = shown[id];
		if (kind === 'file' && answer !== undefined) shown[id] = { ...(answer as FileAnswer), file: `${prefix}${id}` };
	}
	return shown;
}

/**
 * An address (`/files/{grant}`) at which this member of a panel finds a file that reviewers may read.
 * @param input.file as `reviewPage` names it: the question, or `{place}.{question}` of what was attested; or its own id
 * @returns the grant @throws Refusal `signed-out`, `not-found`
 */
export async function fileForReviewer(
	ctx: Context,
	actor: Actor,
	input: ReviewKey & { file: string },
): Promise<string> {
	const { standing, stage } = await openAssignment(ctx, actor, input);
	const { form, answers } = await contentsOf(ctx, standing.application);
	const readable = filesOf(form, answersFor(form, answers, reviewerOf(stage)), '');
	const attested = (await attestedTo(ctx, standing.application.id, stage)).flatMap((said, place) =>
		filesOf(said.form, said.answers, `${place}.`),
	);
	const found = [...readable, ...attested].find(({ key, id }) => key === input.file || id === input.file);
	if (!found) throw notFound();
	const personId = personOf(actor);
	return grantFile(ctx, {
		fileId: found.id,
		purpose: 'review',
		expiresAt: ctx.clock.process.now() + life,
		...(personId === undefined ? {} : { personId }),
	});
}

function filesOf(form: Form, answers: Answers, prefix: string): { key: string; id: string }[] {
	return form.fields.flatMap(({ id, kind }) => {
		const answer = kind === 'file' ? (answers[id] as FileAnswer | undefined) : undefined;
		return answer ? [{ key: `${prefix}${id}`, id: answer.file }] : [];
	});
}
