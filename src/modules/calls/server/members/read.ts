import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { displayName, type PersonNames } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { numberLabel, project } from '../../projection.ts';
import { findDraft } from '../load-draft.ts';
import { applicationInvite, applicationMember, type InviteKind } from '../member-tables.ts';
import { application, call, callWindow } from '../tables.ts';
import type { Locale } from '#core/i18n/index.ts';

/** The people of a draft or an application. */
export interface Members {
	members: { person: string; name: string; mayWrite: boolean; addedAt: number }[];
	/** Not accepted yet. */
	invites: { id: string; kind: InviteKind; name: string; address: string; madeAt: number; expiresAt: number }[];
}

/** Who works on it, and who was asked to. The caller has demanded his right. Three queries. */
export async function membersOf(
	ctx: Context,
	of: { applicationId: string } | { draftId: string },
	locale: Locale,
): Promise<Members> {
	const [memberPlace, invitePlace] =
		'applicationId' in of
			? [eq(applicationMember.applicationId, of.applicationId), eq(applicationInvite.applicationId, of.applicationId)]
			: [eq(applicationMember.draftId, of.draftId), eq(applicationInvite.draftId, of.draftId)];
	const members = await ctx.db
		.select()
		.from(applicationMember)
		.where(and(memberPlace, isNull(applicationMember.endedAt)))
		.orderBy(asc(applicationMember.addedAt), asc(applicationMember.id));
	const invites = await ctx.db
		.select()
		.from(applicationInvite)
		.where(and(invitePlace, isNull(applicationInvite.takenAt), isNull(applicationInvite.withdrawnAt)))
		.orderBy(asc(applicationInvite.madeAt), asc(applicationInvite.id));
	const people = await readPeople(
		ctx,
		members.map(({ personId }) => personId),
	);
	const now = ctx.clock.edition.now();
	return {
		members: members.map(({ personId, mayWrite, addedAt }) => ({
			person: personId,
			name: displayName((people.get(personId)?.names ?? {}) as PersonNames, locale),
			mayWrite,
			addedAt,
		})),
		invites: invites
			.filter(({ expiresAt }) => now < expiresAt)
			.map(({ id, kind, name, address, madeAt, expiresAt }) => ({ id, kind, name, address, madeAt, expiresAt })),
	};
}

/** What the page of a link shows. */
export interface InvitePage {
	kind: InviteKind;
	/** Who invites, by name; empty for the desk. */
	by: string;
	title: string;
	number: string;
	callTitle: Partial<Bilingual>;
	state: 'open' | 'mine' | 'taken' | 'over';
	signedIn: boolean;
	expiresAt: number;
	zone: string;
}

/** What a link offers. Reading changes nothing. @throws Refusal `not-found` */
export async function inviteByLink(ctx: Context, actor: Actor, secret: string, locale: Locale): Promise<InvitePage> {
	const [found] = await ctx.db
		.select({ invite: applicationInvite, application, call, zone: callWindow.zone })
		.from(applicationInvite)
		.leftJoin(application, eq(application.id, applicationInvite.applicationId))
		.leftJoin(
			call,
			or(eq(call.id, applicationInvite.callId), and(isNull(applicationInvite.callId), eq(call.id, application.callId))),
		)
		.leftJoin(callWindow, eq(callWindow.callId, call.id))
		.where(eq(applicationInvite.digest, digestOf(secret)));
	if (!found) throw notFound();
	const { invite } = found;
	const draft = invite.draftId === null ? undefined : await findDraft(ctx, invite.draftId);
	const by =
		invite.byPersonId === null ? undefined : (await readPeople(ctx, [invite.byPersonId])).get(invite.byPersonId);
	const now = ctx.clock.edition.now();
	const gone =
		invite.withdrawnAt !== null ||
		(invite.takenAt === null && invite.expiresAt <= now) ||
		(invite.draftId !== null && draft === undefined) ||
		found.application?.state === 'withdrawn';
	const person = personOf(actor);
	return {
		kind: invite.kind,
		by: displayName(by?.names ?? {}, locale),
		title: found.application?.title ?? (draft ? project(draft.form, draft.answers).title : ''),
		number:
			found.application && found.call && invite.kind !== 'apply'
				? numberLabel(found.call.numberPrefix, found.application.number)
				: '',
		callTitle: found.call?.title ?? draft?.callTitle ?? {},
		state: gone ? 'over' : invite.takenAt === null ? 'open' : invite.takenPersonId === person ? 'mine' : 'taken',
		signedIn: person !== undefined,
		expiresAt: invite.expiresAt,
		zone: found.zone ?? draft?.window.zone ?? 'UTC',
	};
}
