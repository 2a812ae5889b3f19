import { type Actor, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { scrubbedCopy } from '#core/scrub/index.ts';
import type { Answers, FileAnswer } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { blindFileName } from '#modules/calls/reviewer-view.ts';
import { contentsOf } from '#modules/calls/server/index.ts';
import { answersFor, reviewerOf } from '#modules/calls/visibility.ts';
import { attestedTo } from './attested.ts';
import { type OpenAssignment, openAssignment, type ReviewKey } from './open-assignment.ts';

/** So long an address of a file works; the page gives a new one each time. */
const life = 2 * hour;

/**
 * Answers whose files go by the question that asked for them instead of by their ids, which their authors know too.
 * @param prefix of what somebody else said by a link
 */
export function withoutFileIds<A extends Answers>(form: Pick<Form, 'fields'>, answers: A, prefix = ''): A {
	const shown: Answers = { ...answers };
	for (const { id, kind } of form.fields) {
		const answer = shown[id];
		if (kind === 'file' && answer !== undefined) shown[id] = { ...(answer as FileAnswer), file: `${prefix}${id}` };
	}
	return shown as A;
}

/**
 * An address (`/files/{grant}`) at which this member of a panel finds a file that reviewers may read.
 * @param input.file as `reviewPage` names it: the question, or `{place}.{question}` of what was attested; or its own id
 * At a double-blind stage it is a copy that tells nothing of its maker.
 * @returns the grant @throws Refusal `signed-out`, `not-found`, `file-withheld`
 */
export async function fileForReviewer(
	ctx: Context,
	actor: Actor,
	input: ReviewKey & { file: string },
): Promise<string> {
	return fileGrant(ctx, actor, await openAssignment(ctx, actor, input), input.file);
}

/** The same for whoever reads as a reviewer of a stage: that he may was seen to before. */
export async function fileGrant(
	ctx: Context,
	actor: Actor,
	{ standing, stage }: Pick<OpenAssignment, 'standing' | 'stage'>,
	file: string,
): Promise<string> {
	const { form, answers } = await contentsOf(ctx, standing.application);
	const readable = filesOf(form, answersFor(form, answers, reviewerOf(stage)), '');
	const attested = (await attestedTo(ctx, standing.application.id, stage)).flatMap((said, place) =>
		filesOf(said.form, said.answers, `${place}.`),
	);
	const found = [...readable, ...attested].find(({ key, id }) => key === file || id === file);
	if (!found) throw notFound();
	const personId = personOf(actor);
	const fileId = stage.blind === 'double' ? await blindCopy(ctx, standing.number, found) : found.id;
	return grantFile(ctx, {
		fileId,
		purpose: 'review',
		expiresAt: ctx.clock.process.now() + life,
		...(personId === undefined ? {} : { personId }),
	});
}

/**
 * The copy of a file that a blind reader is given. There is no way from here to the file itself.
 * @throws Refusal `file-withheld` where it has no copy; the desk sees why
 */
async function blindCopy(ctx: Context, number: string, of: ReadableFile): Promise<string> {
	const copy = await scrubbedCopy(ctx, { file: of.id, name: blindFileName(number, of.field, of.type) });
	if ('fault' in copy) throw new Refusal('forbidden', 'file-withheld', { params: { fault: copy.fault } });
	return copy.file;
}

interface ReadableFile {
	/** As a page names it. */
	key: string;
	id: string;
	field: string;
	type: string;
}

function filesOf(form: Form, answers: Answers, prefix: string): ReadableFile[] {
	return form.fields.flatMap(({ id, kind }) => {
		const answer = kind === 'file' ? (answers[id] as FileAnswer | undefined) : undefined;
		return answer ? [{ key: `${prefix}${id}`, id: answer.file, field: id, type: answer.type }] : [];
	});
}
