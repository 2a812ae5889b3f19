import { and, asc, desc, eq } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { loadApplication } from '../load.ts';
import { applicationInvite } from '../member-tables.ts';
import { applicationSubject } from '../subject.ts';
import { application } from '../tables.ts';
import { applicationOriginal } from '../thread-tables.ts';

/** That an application was entered for somebody, and by whom. */
export interface EnteredFor {
	/** By name; empty when nobody of that name is known any more. */
	by: string;
	/** For whom, as the desk wrote it. */
	for: string;
	address: string;
	/** Since when he has confirmed that it is right; null: not yet. */
	claimedAt: number | null;
}

/** Who entered an application for whom; null for what its applicant handed in himself. The caller has demanded his right. */
export async function enteredFor(ctx: Context, applicationId: string, locale: Locale): Promise<EnteredFor | null> {
	const [row] = await ctx.db
		.select({
			enteredBy: application.enteredBy,
			name: applicationInvite.name,
			address: applicationInvite.address,
			takenAt: applicationInvite.takenAt,
		})
		.from(application)
		.leftJoin(
			applicationInvite,
			and(eq(applicationInvite.applicationId, application.id), eq(applicationInvite.kind, 'claim')),
		)
		.where(eq(application.id, applicationId))
		.orderBy(desc(applicationInvite.madeAt))
		.limit(1);
	if (!row?.enteredBy) return null;
	const people = await readPeople(ctx, [row.enteredBy]);
	return {
		by: displayName(people.get(row.enteredBy)?.names ?? {}, locale),
		for: row.name ?? '',
		address: row.address ?? '',
		claimedAt: row.takenAt,
	};
}

/** What came by mail before it was entered: for the desk only. @throws Refusal `not-found`, `forbidden` */
export async function originalsOf(ctx: Context, actor: Actor, input: { application: string }) {
	const found = await loadApplication(ctx, input.application);
	demand(ctx, actor, 'application.read', applicationSubject(found));
	return ctx.db
		.select({ id: applicationOriginal.id, name: applicationOriginal.name, bytes: applicationOriginal.bytes })
		.from(applicationOriginal)
		.where(eq(applicationOriginal.applicationId, found.id))
		.orderBy(asc(applicationOriginal.addedAt));
}

/** An address (`/files/{grant}`) of such a file for this reader of the desk. @throws Refusal `not-found`, `forbidden` */
export async function addressOfOriginal(
	ctx: Context,
	actor: Actor,
	input: { application: string; file: string },
): Promise<string> {
	const found = await loadApplication(ctx, input.application);
	demand(ctx, actor, 'application.read', applicationSubject(found));
	const [row] = await ctx.db
		.select({ id: applicationOriginal.id })
		.from(applicationOriginal)
		.where(and(eq(applicationOriginal.id, input.file), eq(applicationOriginal.applicationId, found.id)));
	if (!row) throw notFound();
	const personId = personOf(actor);
	const expiresAt = ctx.clock.process.now() + 2 * hour;
	return grantFile(ctx, { fileId: row.id, purpose: 'original', expiresAt, ...(personId ? { personId } : {}) });
}
