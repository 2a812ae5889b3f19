import { type Actor, demand, personOf } from '#core/access/index.ts';
import { day, schedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { violates } from '#core/database/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { stateAfter, stateForApplicant } from '../application-state.ts';
import { fieldById } from '../fields.ts';
import { instantOf } from '../local-time.ts';
import { newestVersion } from './add-version.ts';
import { beginWork } from './begin-work.ts';
import { dueKinds } from './due.ts';
import { stageNoticeJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { lastAnnounced, stageOfApplication } from './load-stage.ts';
import { infoRequest } from './stage-tables.ts';
import { applicationSubject, scopeOf } from './subject.ts';

export interface RequestInfoInput {
	application: string;
	/** Fields of its form that may be changed. */
	fields: readonly string[];
	/** Questions that the form does not ask, one each. */
	questions: readonly string[];
	/** For the applicant. */
	note: string;
	/** Until when, in the zone of the call; a bare date means that whole day. */
	due: string;
}

const mostQuestions = 20;
const mostText = 5000;
/** An answer may be waited for so long at most, in milliseconds. */
const longest = 366 * day;

/**
 * Asks the applicant for something, by field and in words, until a date: he may change exactly these fields though the
 * call is closed. One request at a time. He is told by mail.
 * @returns the id of the request
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `fields`, `questions`, `note`, `due`; `conflict`
 *   (`request-open`, `wrong-state`)
 */
export async function requestInfo(ctx: Context, actor: Actor, input: RequestInfoInput): Promise<string> {
	return transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'application.request', applicationSubject(found));
		const known = stateForApplicant(found.state, await lastAnnounced(tx, found.id));
		if (stateAfter(known, 'answer-request') === null) {
			throw new Refusal('conflict', 'wrong-state', { params: { state: found.state } });
		}
		const newest = await newestVersion(tx, found);
		const fields = [...new Set(input.fields)];
		const questions = input.questions
			.map((text) => cleanText(text, { lines: true }))
			.filter((text) => text !== '')
			.map((text, place) => ({ id: `q${place + 1}`, text }));
		const note = cleanText(input.note, { lines: true });
		const problems: Problem[] = [];
		if (fields.some((id) => !fieldById(newest.form, id))) problems.push({ path: 'fields', code: 'unknown-field' });
		else if (fields.length + questions.length === 0) problems.push({ path: 'fields', code: 'nothing-asked' });
		if (questions.length > mostQuestions || questions.some(({ text }) => text.length > mostText)) {
			problems.push({ path: 'questions', code: 'too-many-questions', params: { max: mostQuestions } });
		}
		if (note.length > mostText) {
			problems.push({ path: 'note', code: 'too-many-characters', params: { characters: note.length, max: mostText } });
		}
		const now = tx.clock.edition.now();
		const dueAt = dueOf(input.due, found.window.zone, now);
		if (dueAt === undefined) problems.push({ path: 'due', code: 'bad-due' });
		if (problems.length > 0 || dueAt === undefined) throw invalid(problems);
		const id = newId();
		try {
			await tx.db.insert(infoRequest).values({
				id,
				applicationId: found.id,
				stageId: (await stageOfApplication(tx, found)).stage.id,
				state: 'open',
				fields,
				questions,
				note,
				dueAt,
				askedBy: personOf(actor) ?? null,
				askedAt: now,
			});
		} catch (error) {
			if (violates(error, 'info_request_open')) throw new Refusal('conflict', 'request-open');
			throw error;
		}
		await beginWork(tx, [found.id]);
		await schedule(tx, { at: dueAt, kind: dueKinds.requestExpires, subject: id, payload: { scope: scopeOf(found) } });
		await record(tx, actor, {
			action: 'request-info',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { request: id, fields, questions: questions.length, dueAt },
		});
		await tx.jobs.enqueue(tx, stageNoticeJob, { kind: 'request-asked', id });
		return id;
	});
}

/** The instant that a typed date means, where it lies ahead and not too far; undefined otherwise. */
export function dueOf(local: string, zone: string, now: number): number | undefined {
	if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(local)) return undefined;
	try {
		const at = instantOf(local, zone, 'end');
		return at > now && at - now <= longest ? at : undefined;
	} catch {
		return undefined;
	}
}
