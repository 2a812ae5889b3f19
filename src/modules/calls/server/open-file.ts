import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { loadApplication } from './load.ts';
import { applicationSubject, demandOwn, requirePerson } from './subject.ts';
import { applicationFile } from './tables.ts';

/**
 * The address of a file of an application for this reader, good for an hour.
 * @param input.as whose eyes: the applicant's own, or the desk's
 * @returns a path such as `/files/{grant}`
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openFile(
	ctx: Context,
	actor: Actor,
	input: { application: string; file: string; as: 'applicant' | 'desk' },
): Promise<string> {
	const personId = requirePerson(actor);
	const found = await loadApplication(ctx, input.application);
	if (input.as === 'applicant') demandOwn(ctx, actor, 'application.read-own', found);
	else demand(ctx, actor, 'application.read', applicationSubject(found));
	const [row] = await ctx.db
		.select({ id: applicationFile.id })
		.from(applicationFile)
		.where(and(eq(applicationFile.id, input.file), eq(applicationFile.applicationId, found.id)));
	if (!row) throw notFound();
	const expiresAt = ctx.clock.process.now() + hour;
	const purpose = input.as === 'applicant' ? 'own-application' : 'desk';
	return `/files/${await grantFile(ctx, { fileId: row.id, personId, purpose, expiresAt })}`;
}
