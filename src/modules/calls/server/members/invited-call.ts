import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { Entrance } from '../follows/origin.ts';
import { followable } from '../follows/followable.ts';
import type { CallPlace } from '../subject.ts';
import { application, call } from '../tables.ts';

/**
 * Whether an application may invite others to a call: the call follows its call by invitation, and it was told what the
 * call asks for. A name that looks the same is no invitation: only who holds this application can make one.
 * @throws Refusal `conflict` (`invites-not-now`)
 */
export async function demandInvites(ctx: Context, entrance: Entrance, applicationId: string): Promise<void> {
	const { follows } = entrance.settings;
	const found =
		follows?.by === 'invite' ? await followable(ctx, entrance, follows, eq(application.id, applicationId)) : [];
	if (found.length === 0) throw new Refusal('conflict', 'invites-not-now');
}

/** A call that follows another. */
export interface FollowingCall extends CallPlace {
	slug: string;
	title: Partial<Bilingual>;
	noun: Partial<Bilingual> | null;
	by: 'apply' | 'take-in' | 'invite';
	settings: Entrance['settings'];
}

/** The calls that follow a call, of the same edition or owner. One query. */
export async function callsFollowing(
	ctx: Context,
	earlier: CallPlace & { callSlug: string },
): Promise<FollowingCall[]> {
	const rows = await ctx.db
		.select({
			callId: call.id,
			editionId: call.editionId,
			organisationId: call.organisationId,
			slug: call.slug,
			title: call.title,
			noun: call.noun,
			settings: call.settings,
		})
		.from(call)
		.where(
			and(
				eq(call.organisationId, earlier.organisationId),
				earlier.editionId === null ? isNull(call.editionId) : eq(call.editionId, earlier.editionId),
				sql`${call.settings}->'follows'->>'call' = ${earlier.callSlug}`,
			),
		)
		.orderBy(asc(call.slug));
	return rows.flatMap((row) => (row.settings.follows ? [{ ...row, by: row.settings.follows.by }] : []));
}

/** Where a call's pages are: its slug, in its edition or standing. @throws Refusal `not-found` */
export async function placeOfCall(ctx: Context, id: string): Promise<{ editionId: string | null; slug: string }> {
	const [row] = await ctx.db.select({ editionId: call.editionId, slug: call.slug }).from(call).where(eq(call.id, id));
	if (!row) throw notFound();
	return row;
}
