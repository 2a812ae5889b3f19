import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { applicationMember } from '../member-tables.ts';

/**
 * Somebody works on an application or a draft from now on. Who is there already keeps the wider right. Part of the
 * caller's transaction.
 */
export async function addMember(
	ctx: Context,
	of: { personId: string; mayWrite: boolean; addedBy: string | null } & (
		| { applicationId: string; draftId?: undefined }
		| { draftId: string; applicationId?: undefined }
	),
): Promise<void> {
	const place =
		of.applicationId === undefined
			? eq(applicationMember.draftId, of.draftId)
			: eq(applicationMember.applicationId, of.applicationId);
	const present = await ctx.db
		.update(applicationMember)
		.set({ mayWrite: sql`${applicationMember.mayWrite} or ${of.mayWrite}` })
		.where(and(place, eq(applicationMember.personId, of.personId), isNull(applicationMember.endedAt)))
		.returning({ id: applicationMember.id });
	if (present.length > 0) return;
	await ctx.db.insert(applicationMember).values({
		id: newId(),
		draftId: of.draftId ?? null,
		applicationId: of.applicationId ?? null,
		personId: of.personId,
		mayWrite: of.mayWrite,
		addedByPersonId: of.addedBy,
		addedAt: ctx.clock.edition.now(),
	});
}
