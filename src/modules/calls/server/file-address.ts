import { and, eq, or } from 'drizzle-orm';
import { type Actor, can, demand, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { loadApplication } from './load.ts';
import { type DraftKey, demandDraft, findDraft } from './load-draft.ts';
import { applicationSubject, ownSubject } from './subject.ts';
import { applicationFile } from './tables.ts';

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
	if (can(actor, 'application.read-own', ownSubject('application.read-own', found), ctx.clock) !== 'yes')
		demand(ctx, actor, 'application.read', applicationSubject(found));
	const [row] = await ctx.db
		.select({ id: applicationFile.id })
		.from(applicationFile)
		.where(and(eq(applicationFile.id, input.file), eq(applicationFile.applicationId, found.id)));
	if (!row) throw notFound();
	return grantTo(ctx, actor, row.id, 'application');
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
