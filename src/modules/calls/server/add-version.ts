import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Answers } from '../answers.ts';
import type { CallSettings } from '../call.ts';
import type { Form } from '../form.ts';
import { project } from '../projection.ts';
import { derivedOf } from './derived.ts';
import { askJob } from './job-names.ts';
import { application, applicationVersion, call, callForm, draft, type VersionEvent } from './tables.ts';

/** The newest version of an application, with the form that it answers. */
export async function newestVersion(ctx: Context, found: { id: string; callId: string; version: number }) {
	const [newest] = await ctx.db
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
	return newest;
}

/**
 * Adds a version in which these answers are others, and brings the row of the lists to it. The track is left alone: a
 * decision may have moved it. A change that is being written takes the new answers over. Part of the caller's
 * transaction, under the lock of the application. @returns the version
 */
export async function addVersion(
	tx: Context,
	found: { id: string; version: number; personId: string },
	newest: { form: Form; formVersion: number; locale: 'en' | 'zh'; answers: Answers },
	changed: Readonly<Record<string, Answers[string] | undefined>>,
	by: { event: VersionEvent; draftId: string; personId: string },
): Promise<number> {
	const answers: Answers = { ...newest.answers };
	for (const [field, answer] of Object.entries(changed)) {
		if (answer === undefined) delete answers[field];
		else answers[field] = answer;
	}
	const at = tx.clock.edition.now();
	const version = found.version + 1;
	const { track: _, ...projected } = project(newest.form, answers);
	const settings = await settingsOfApplication(tx, found.id);
	await tx.db
		.update(application)
		.set({ version, ...projected, ...derivedOf(newest.form, settings, answers), changedAt: at })
		.where(eq(application.id, found.id));
	await tx.db.insert(applicationVersion).values({
		applicationId: found.id,
		version,
		formVersion: newest.formVersion,
		answers,
		event: by.event,
		draftId: by.draftId,
		personId: by.personId,
		locale: newest.locale,
		at,
	});
	const given = Object.fromEntries(Object.entries(changed).filter(([, answer]) => answer !== undefined));
	const gone = Object.keys(changed).filter((field) => changed[field] === undefined);
	await tx.db
		.update(draft)
		.set({
			answers: sql`(${draft.answers} - ${sql.param(gone)}::text[]) || ${JSON.stringify(given)}::jsonb`,
			revision: sql`${draft.revision} + 1`,
		})
		.where(eq(draft.applicationId, found.id));
	// Somebody else may be named now, or a minor be one no more.
	if (settings.attestations?.length) await tx.jobs.enqueue(tx, askJob, { application: found.id });
	return version;
}

async function settingsOfApplication(tx: Context, id: string): Promise<CallSettings> {
	const [of] = await tx.db
		.select({ settings: call.settings })
		.from(call)
		.innerJoin(application, eq(application.callId, call.id))
		.where(eq(application.id, id));
	return of?.settings ?? {};
}
