import { and, desc, eq, or, sql } from 'drizzle-orm';
import { type Actor, can, demand, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { fieldById } from '../fields.ts';
import { mayRead } from '../visibility.ts';
import { type LoadedApplication, loadApplication } from './load.ts';
import { type DraftKey, demandDraft, findDraft } from './load-draft.ts';
import { applicationSubject, ownSubject } from './subject.ts';
import { ownReader, readerOf, recordNamedReading } from './readers.ts';
import { applicationFile, applicationVersion, callForm } from './tables.ts';

/** So long an address works; the page gives a new one each time. */
const life = 2 * hour;

/**
 * An address (`/files/{grant}`) at which this reader, and nobody else, finds a file of an application: its applicant, or
 * the desk. @returns the grant @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function addressOfFile(
	ctx: Context,
	actor: Actor,
	input: { application: string; file: string },
): Promise<string> {
	const found = await loadApplication(ctx, input.application);
	const own = can(actor, 'application.read-own', ownSubject('application.read-own', found), ctx.clock) === 'yes';
	if (!own) demand(ctx, actor, 'application.read', applicationSubject(found));
	const [row] = await ctx.db
		.select({ id: applicationFile.id, field: applicationFile.field })
		.from(applicationFile)
		.where(and(eq(applicationFile.id, input.file), eq(applicationFile.applicationId, found.id)));
	if (!row) throw notFound();
	// Whoever looks through the applicant's eyes reads as the desk.
	if (!own || ownReader(actor).circle !== 'applicant') await demandReadable(ctx, actor, found, row);
	return grantTo(ctx, actor, row.id, 'application');
}

/**
 * A file is an answer: whoever may not read the answer finds no file. That of named accounts is opened on record.
 * Asked of the form of the newest version that has it, or (a file that was replaced) of the present form.
 * @throws Refusal `not-found`
 */
async function demandReadable(
	ctx: Context,
	actor: Actor,
	found: LoadedApplication,
	row: { id: string; field: string },
): Promise<void> {
	const [version] = await ctx.db
		.select({ form: callForm.form })
		.from(applicationVersion)
		.innerJoin(callForm, and(eq(callForm.callId, found.callId), eq(callForm.version, applicationVersion.formVersion)))
		.where(
			and(
				eq(applicationVersion.applicationId, found.id),
				sql`${applicationVersion.answers} -> ${row.field}::text ->> 'file' = ${row.id}`,
			),
		)
		.orderBy(desc(applicationVersion.version))
		.limit(1);
	const form = version?.form ?? found.form;
	const field = fieldById(form, row.field);
	const reader = await readerOf(ctx, actor, 'organisers', [form]);
	if (!field || !mayRead(field, reader)) throw notFound();
	await recordNamedReading(ctx, actor, [{ ...found, read: [{ form, answers: { [field.id]: row.id } }] }]);
}

/** The same for a file of a draft. A visitor's address works for whoever holds it, as his cookie does. */
export async function addressOfDraftFile(
	ctx: Context,
	actor: Actor,
	input: DraftKey & { file: string },
): Promise<string> {
	const found = demandDraft(ctx, actor, input, await findDraft(ctx, input.draft));
	const own = eq(applicationFile.draftId, found.id);
	const [row] = await ctx.db
		.select({ id: applicationFile.id })
		.from(applicationFile)
		.where(
			and(
				eq(applicationFile.id, input.file),
				found.applicationId === null ? own : or(own, eq(applicationFile.applicationId, found.applicationId)),
			),
		);
	if (!row) throw notFound();
	return grantTo(ctx, actor, row.id, 'draft');
}

function grantTo(ctx: Context, actor: Actor, fileId: string, purpose: string): Promise<string> {
	const personId = personOf(actor);
	const expiresAt = ctx.clock.process.now() + life;
	return grantFile(ctx, { fileId, purpose, expiresAt, ...(personId === undefined ? {} : { personId }) });
}
