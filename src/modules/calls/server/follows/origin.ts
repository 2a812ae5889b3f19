import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { CallSettings } from '../../call.ts';
import { applicationInvite } from '../member-tables.ts';
import type { CallPlace } from '../subject.ts';
import { application } from '../tables.ts';
import { type Followable, followable } from './followable.ts';

/** A call as it is asked who may apply to it. */
export interface Entrance extends CallPlace {
	settings: CallSettings;
}

/** What a person may take up in a call: earlier applications of his, and those whose holders have invited him. */
export interface Origins {
	/** Those that he has not applied with yet, in order of their numbers. */
	open: Followable[];
	/** Every application here that he has made from one. */
	taken: ReadonlySet<string>;
	/** He was invited by the desk itself, without an earlier application. */
	byDesk: boolean;
}

/** What this person may apply with. Two queries at most, none where the call asks for nothing. */
export async function originsOf(ctx: Context, personId: string, entrance: Entrance): Promise<Origins> {
	const { follows, invited } = entrance.settings;
	const invites = invited || follows?.by === 'invite' ? await takenInvites(ctx, personId, entrance.callId) : [];
	const byDesk = invites.some((invite) => invite.applicationId === null);
	const from = invites.flatMap(({ applicationId }) => (applicationId === null ? [] : [applicationId]));
	const earlier =
		follows?.by === 'apply'
			? await followable(ctx, entrance, follows, eq(application.personId, personId))
			: follows?.by === 'invite' && from.length > 0
				? await followable(ctx, entrance, follows, inArray(application.id, from))
				: [];
	if (earlier.length === 0) return { open: [], taken: new Set(), byDesk };
	const made = await ctx.db
		.select({ followsId: application.followsId })
		.from(application)
		.where(
			and(
				eq(application.callId, entrance.callId),
				inArray(
					application.followsId,
					earlier.map(({ id }) => id),
				),
				// Of an outlet many apply, each once; of an earlier application of one's own there is one.
				follows?.by === 'invite' ? eq(application.personId, personId) : undefined,
			),
		);
	const taken = new Set(made.flatMap(({ followsId }) => (followsId === null ? [] : [followsId])));
	return { open: earlier.filter(({ id }) => !taken.has(id)), taken, byDesk };
}

/**
 * The earlier application that somebody applies with, or null where the call asks for none.
 * @param wanted the one that he chose; the oldest that is left, unless told otherwise
 * @throws Refusal `conflict` (`follows-none`: he has nothing to apply with; `follows-taken`: he has applied with it
 *   already; `call-invited`: nobody has invited him)
 */
export async function originOfApplication(
	ctx: Context,
	personId: string,
	entrance: Entrance,
	wanted?: string | null,
): Promise<Followable | null> {
	const { follows, invited } = entrance.settings;
	if (!invited && (follows === undefined || follows.by === 'take-in')) return null;
	const { open, taken, byDesk } = await originsOf(ctx, personId, entrance);
	const found = wanted ? open.find(({ id }) => id === wanted) : open[0];
	if (found) return found;
	if (wanted && taken.has(wanted)) throw new Refusal('conflict', 'follows-taken');
	if (byDesk && !wanted) return null;
	if (!invited && follows?.optional && !wanted) return null;
	if (taken.size > 0) throw new Refusal('conflict', 'follows-taken');
	throw new Refusal('conflict', invited || follows?.by === 'invite' ? 'call-invited' : 'follows-none');
}

/** The invitations to this call that this person has accepted. */
async function takenInvites(ctx: Context, personId: string, callId: string) {
	return ctx.db
		.select({ applicationId: applicationInvite.applicationId })
		.from(applicationInvite)
		.where(
			and(
				eq(applicationInvite.kind, 'apply'),
				eq(applicationInvite.callId, callId),
				eq(applicationInvite.takenPersonId, personId),
				isNull(applicationInvite.withdrawnAt),
			),
		)
		.orderBy(asc(applicationInvite.madeAt));
}
