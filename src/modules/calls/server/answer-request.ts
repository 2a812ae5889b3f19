import { and, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { storeUpload } from '#core/files/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { type Answers, answersFromForm, type FileAnswer, type FormEntries } from '../answers.ts';
import { stateAfter, stateForApplicant } from '../application-state.ts';
import { answersAsked, askedFields } from '../asked.ts';
import { checkField } from '../check.ts';
import { infoRequestAfter, infoRequestStateAt } from '../info-request.ts';
import { sameAnswer } from '../readable.ts';
import { addVersion, newestVersion } from './add-version.ts';
import type { ArrivedFile } from './attach-file.ts';
import { stageNoticeJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { lockChangeOf } from './load-draft.ts';
import { lastAnnounced } from './load-stage.ts';
import { arrivedAnswer, measuresOf } from './measure-file.ts';
import { infoRequest } from './stage-tables.ts';
import { demandOwn, scopeOf } from './subject.ts';
import { applicationFile } from './tables.ts';

export interface AnswerRequestInput {
	application: string;
	request: string;
	/** What was posted: the fields by their names, the questions as `reply.{id}`. */
	entries: FormEntries;
	/** Files that `core/multipart` received, by field. */
	files?: Partial<Record<string, ArrivedFile>>;
}

const mostText = 10_000;

/**
 * Gives the desk what it asked for: changes exactly the fields of the request, in a new version, and answers its
 * questions. The call may be closed; the date of the request counts.
 * @returns the version that counts now
 * @throws Refusal `not-found`; `invalid` at the fields and `reply.{id}`; `closed` (`request-too-late`); `conflict`
 *   (`request-ended`, `wrong-state`)
 */
export async function answerRequest(ctx: Context, actor: Actor, input: AnswerRequestInput): Promise<number> {
	return transaction(ctx, async (tx) => {
		await lockChangeOf(tx, input.application);
		const found = await loadApplication(tx, input.application, { lock: true });
		demandOwn(tx, actor, 'application.write', found);
		const [request] = await tx.db
			.select()
			.from(infoRequest)
			.where(and(eq(infoRequest.id, input.request), eq(infoRequest.applicationId, found.id)));
		if (!request) throw notFound();
		const known = stateForApplicant(found.state, await lastAnnounced(tx, found.id));
		if (stateAfter(known, 'answer-request') === null) {
			throw new Refusal('conflict', 'wrong-state', { params: { state: known } });
		}
		const at = tx.clock.edition.now();
		const standing = infoRequestStateAt(request, at);
		if (infoRequestAfter(standing, 'answer') === null) {
			if (standing !== 'expired') throw new Refusal('conflict', 'request-ended');
			throw new Refusal('closed', 'request-too-late', { params: { until: request.dueAt, zone: found.window.zone } });
		}
		const entries = [...input.entries];
		const newest = await newestVersion(tx, found);
		const asked = newest.form.fields.filter(({ id }) => request.fields.includes(id));
		const arrived = input.files ?? {};
		const kept = await tx.db
			.select({
				file: applicationFile.id,
				name: applicationFile.name,
				type: applicationFile.mediaType,
				bytes: applicationFile.bytes,
				measures: applicationFile.measures,
			})
			.from(applicationFile)
			.where(eq(applicationFile.applicationId, found.id));
		const typed = answersFromForm(
			{ ...newest.form, fields: asked },
			entries,
			new Map(kept.map(({ measures, ...file }) => [file.file, { ...file, ...measures }])),
		);
		for (const field of asked) {
			const file = arrived[field.id];
			if (field.kind === 'file' && file) typed[field.id] = await arrivedAnswer(tx, field, file);
		}
		const merged: Answers = { ...newest.answers };
		for (const { id } of asked) {
			const answer = typed[id];
			if (answer === undefined) delete merged[id];
			else merged[id] = answer;
		}
		const problems: Problem[] = askedFields(newest.form, merged)
			.filter(({ id }) => request.fields.includes(id))
			.flatMap((field) => checkField(field, merged[field.id], { stage: 'submit', at, zone: found.window.zone }));
		const last = new Map(entries);
		const replies: Record<string, string> = {};
		for (const { id } of request.questions) {
			const path = `reply.${id}`;
			const text = cleanText(last.get(path) ?? '', { lines: true });
			if (text === '') problems.push({ path, code: 'required' });
			else if (text.length > mostText) {
				problems.push({ path, code: 'too-many-characters', params: { characters: text.length, max: mostText } });
			}
			replies[id] = text;
		}
		if (problems.length > 0) throw invalid(problems);

		const person = personOf(actor) ?? found.personId;
		const counted = answersAsked(newest.form, merged);
		const changed: Record<string, Answers[string] | undefined> = {};
		for (const { id } of asked) {
			if (!sameAnswer(newest.answers[id], counted[id])) changed[id] = counted[id];
		}
		for (const [field, file] of Object.entries(arrived)) {
			if (!file || !(field in changed)) continue;
			const checked = changed[field] as FileAnswer;
			changed[field] = await keepFile(tx, { ...found, request: request.id }, { field, file, checked }, person);
		}
		const ids = Object.keys(changed);
		const version =
			ids.length === 0
				? found.version
				: await addVersion(tx, found, newest, changed, { event: 'answer-request', draftId: newId(), personId: person });
		await tx.db
			.update(infoRequest)
			.set({ state: 'answered', replies, endedAt: at, answeredVersion: ids.length === 0 ? null : version })
			.where(eq(infoRequest.id, request.id));
		await record(tx, actor, {
			action: 'answer-request',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { request: request.id, version, fields: ids },
		});
		await tx.jobs.enqueue(tx, stageNoticeJob, { kind: 'request-answered', id: request.id });
		return version;
	});
}

/** A file that came with the answer, as the answer to its field. */
async function keepFile(
	tx: Context,
	to: { id: string; request: string },
	{ field, file, checked }: { field: string; file: ArrivedFile; checked: FileAnswer },
	personId: string,
): Promise<FileAnswer> {
	const stored = await storeUpload(tx, file, personId);
	await tx.db.insert(applicationFile).values({
		id: stored.id,
		draftId: to.request,
		applicationId: to.id,
		field,
		name: stored.name,
		mediaType: file.mediaType,
		bytes: file.bytes,
		measures: measuresOf(checked),
		addedAt: tx.clock.edition.now(),
	});
	return { ...checked, file: stored.id, name: stored.name };
}
