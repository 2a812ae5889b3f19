import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { forbidden, invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FormEntries } from '../answers.ts';
import { stateAfter, stateForApplicant } from '../application-state.ts';
import { answersAsked } from '../asked.ts';
import { checkField } from '../check.ts';
import { factsOf } from '../facts.ts';
import { fieldById } from '../form.ts';
import { instantOf } from '../local-time.ts';
import { project } from '../projection.ts';
import { sameAnswer } from '../readable.ts';
import { loadApplication } from './load.ts';
import { lockChangeOf } from './load-draft.ts';
import { lastAnnounced } from './load-stage.ts';
import { demandOwn, scopeOf } from './subject.ts';
import { application, applicationVersion, callForm, draft } from './tables.ts';

/**
 * Changes one answer that the form lets change after the close, such as on site or online, until its own date. Makes a
 * new version; the same answer again makes none.
 * @returns the version that counts now
 * @throws Refusal `not-found`; `forbidden` (`not-changeable`); `closed` (`change-too-late`); `invalid`; `conflict`
 */
export async function changeField(
	ctx: Context,
	actor: Actor,
	input: { application: string; field: string; entries: FormEntries },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		await lockChangeOf(tx, input.application);
		const found = await loadApplication(tx, input.application, { lock: true });
		demandOwn(tx, actor, 'application.write', found);
		const state = stateForApplicant(found.state, await lastAnnounced(tx, found.id));
		if (stateAfter(state, 'change-field') === null) {
			throw new Refusal('conflict', 'wrong-state', { params: { state } });
		}
		const [newest] = await tx.db
			.select({
				answers: applicationVersion.answers,
				formVersion: applicationVersion.formVersion,
				locale: applicationVersion.locale,
				form: callForm.form,
			})
			.from(applicationVersion)
			.innerJoin(callForm, and(eq(callForm.callId, found.callId), eq(callForm.version, applicationVersion.formVersion)))
			.where(and(eq(applicationVersion.applicationId, found.id), eq(applicationVersion.version, found.version)));
		if (!newest) throw new Error(`application ${found.id} lacks its version ${found.version}`);
		const field = fieldById(newest.form, input.field);
		if (!field) throw notFound();
		// A file comes with a draft, never alone.
		if (field.changeableUntil === undefined || field.kind === 'file') throw forbidden('not-changeable');
		const at = tx.clock.edition.now();
		const { zone } = found.window;
		const until = instantOf(field.changeableUntil, zone, 'end');
		if (at >= until) throw new Refusal('closed', 'change-too-late', { params: { until, zone } });

		const answer = answersFromForm({ ...newest.form, fields: [field] }, input.entries)[field.id];
		const problems = checkField(field, answer, { stage: 'submit', at, zone });
		if (problems.length > 0) throw invalid(problems);
		if (sameAnswer(newest.answers[field.id], answer)) return found.version;
		const changed: Answers = { ...newest.answers };
		if (answer === undefined) delete changed[field.id];
		else changed[field.id] = answer;
		// What was asked only because of the old answer goes with it.
		const answers = answersAsked(newest.form, changed);

		const version = found.version + 1;
		const { title, mode, format, student, language, people, searchText } = project(newest.form, answers);
		await tx.db
			.update(application)
			// The track is left alone: a decision may have moved it.
			.set({
				version,
				title,
				mode,
				format,
				student,
				language,
				people,
				searchText,
				facts: factsOf(newest.form, answers),
				changedAt: at,
			})
			.where(eq(application.id, found.id));
		await tx.db.insert(applicationVersion).values({
			applicationId: found.id,
			version,
			formVersion: newest.formVersion,
			answers,
			event: 'change-field',
			draftId: newId(),
			personId: found.personId,
			locale: newest.locale,
			at,
		});
		// A change that is being written must not bring the old answer back.
		await tx.db
			.update(draft)
			.set({
				answers:
					answer === undefined
						? sql`${draft.answers} - ${field.id}::text`
						: sql`${draft.answers} || ${JSON.stringify({ [field.id]: answer })}::jsonb`,
				revision: sql`${draft.revision} + 1`,
			})
			.where(eq(draft.applicationId, found.id));
		await record(tx, actor, {
			action: 'change-field',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { field: field.id, version },
		});
		return version;
	});
}
