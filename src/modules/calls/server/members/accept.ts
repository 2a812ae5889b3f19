import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { inLocale } from '#core/i18n/index.ts';
import { digestOf, mailAddressOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { findDraft, lockChangeOf } from '../load-draft.ts';
import { type LoadedApplication, loadApplication } from '../load.ts';
import { applicationInvite, applicationMember } from '../member-tables.ts';
import { numberLabel } from '../../projection.ts';
import { demandPlace } from '../per-person.ts';
import { requirePerson, scopeOf } from '../subject.ts';
import { application, call, draft } from '../tables.ts';
import { addMember } from './add-member.ts';
import { handedOverMail } from './mail-texts.ts';

/** Where accepting leads. */
export type Accepted =
	| { to: 'application'; application: string }
	| { to: 'draft'; draft: string; call: string }
	| { to: 'call'; call: string };

/**
 * Accepts what a link offers. Whoever is signed in and has the link may: once. The same person again is shown the same.
 * @throws Refusal `signed-out`; `not-found`; `conflict` (`invite-taken`, `invite-over`, `wrong-state`, `per-person`)
 */
export async function acceptInvite(ctx: Context, actor: Actor, input: { secret: string }): Promise<Accepted> {
	const personId = requirePerson(actor);
	return transaction(ctx, async (tx) => {
		await lockPlaceOf(tx, input.secret);
		const [found] = await tx.db
			.select()
			.from(applicationInvite)
			.where(eq(applicationInvite.digest, digestOf(input.secret)))
			.for('update');
		if (!found || (actor.kind === 'person' && actor.seenBy)) throw notFound();
		if (found.takenAt !== null && found.takenPersonId !== personId) throw new Refusal('conflict', 'invite-taken');
		if (found.withdrawnAt !== null || (found.takenAt === null && found.expiresAt <= tx.clock.edition.now()))
			throw new Refusal('conflict', 'invite-over');
		const again = found.takenAt !== null;
		if (!again)
			await tx.db
				.update(applicationInvite)
				.set({ takenAt: tx.clock.edition.now(), takenPersonId: personId })
				.where(eq(applicationInvite.id, found.id));
		if (found.kind === 'apply') return acceptCall(tx, actor, found, again);
		if (found.applicationId === null) return joinDraft(tx, found, personId, again);
		const of = await loadApplication(tx, found.applicationId, { lock: true });
		if (again) return { to: 'application', application: of.id };
		if (of.state === 'withdrawn') throw new Refusal('conflict', 'wrong-state', { params: { state: of.state } });
		if (found.kind === 'member') {
			if (of.personId !== personId)
				await addMember(tx, { applicationId: of.id, personId, mayWrite: found.mayWrite, addedBy: found.byPersonId });
			await record(tx, actor, {
				action: 'join',
				subject: { type: 'application', id: of.id },
				scope: scopeOf(of),
				data: { invite: found.id },
			});
		} else await takeOver(tx, actor, of, personId, found);
		return { to: 'application', application: of.id };
	});
}

type Invite = typeof applicationInvite.$inferSelect;

/**
 * Draft, then application, then invitation: the order of whoever hands in or withdraws an offer, or two of them would
 * wait for each other.
 */
async function lockPlaceOf(tx: Context, secret: string): Promise<void> {
	const [place] = await tx.db
		.select({ draftId: applicationInvite.draftId, applicationId: applicationInvite.applicationId })
		.from(applicationInvite)
		.where(eq(applicationInvite.digest, digestOf(secret)));
	if (!place) return;
	if (place.draftId !== null) await findDraft(tx, place.draftId, { lock: true });
	if (place.applicationId === null) return;
	await lockChangeOf(tx, place.applicationId);
	await tx.db
		.select({ id: application.id })
		.from(application)
		.where(eq(application.id, place.applicationId))
		.for('update');
}

async function acceptCall(ctx: Context, actor: Actor, found: Invite, again: boolean): Promise<Accepted> {
	const [of] = await ctx.db
		.select({ callId: call.id, editionId: call.editionId, organisationId: call.organisationId })
		.from(call)
		.where(eq(call.id, found.callId ?? ''));
	if (!of) throw notFound();
	if (!again)
		await record(ctx, actor, {
			action: 'accept-invite',
			subject: { type: 'call', id: of.callId },
			scope: scopeOf(of),
			data: { invite: found.id },
		});
	return { to: 'call', call: of.callId };
}

async function joinDraft(ctx: Context, found: Invite, personId: string, again: boolean): Promise<Accepted> {
	const of = await findDraft(ctx, found.draftId ?? '', { lock: true });
	if (!of) throw new Refusal('conflict', 'invite-over');
	if (!again && of.personId !== personId)
		await addMember(ctx, { draftId: of.id, personId, mayWrite: true, addedBy: found.byPersonId });
	return { to: 'draft', draft: of.id, call: of.callId };
}

/** From one holder to the next. What was handed in stays as it was; the ledger names both. */
async function takeOver(
	ctx: Context,
	actor: Actor,
	of: LoadedApplication,
	personId: string,
	invite: Invite,
): Promise<void> {
	const from = of.personId;
	if (from !== personId) {
		const [limits] = await ctx.db.select({ settings: call.settings }).from(call).where(eq(call.id, of.callId));
		if (limits?.settings.perPerson !== undefined)
			await demandPlace(ctx, personId, of.callId, limits.settings.perPerson);
		await ctx.db.update(application).set({ personId }).where(eq(application.id, of.id));
		await ctx.db.update(draft).set({ personId }).where(eq(draft.applicationId, of.id));
		// Nobody is both holder and member.
		await ctx.db
			.update(applicationMember)
			.set({ endedAt: ctx.clock.edition.now() })
			.where(
				and(
					eq(applicationMember.applicationId, of.id),
					inArray(applicationMember.personId, [personId, from]),
					isNull(applicationMember.endedAt),
				),
			);
		// Links that lead to what was another's: nobody comes back, or brings others, by one of the time before.
		await ctx.db
			.update(applicationInvite)
			.set({ withdrawnAt: ctx.clock.edition.now() })
			.where(
				and(
					eq(applicationInvite.applicationId, of.id),
					inArray(applicationInvite.kind, ['member', 'hand-over', 'claim']),
					isNull(applicationInvite.takenAt),
					isNull(applicationInvite.withdrawnAt),
				),
			);
		if (invite.kind === 'hand-over' && invite.staysOn)
			await addMember(ctx, { applicationId: of.id, personId: from, mayWrite: true, addedBy: personId });
	}
	await record(ctx, actor, {
		action: invite.kind === 'claim' ? 'claim' : 'hand-over',
		subject: { type: 'application', id: of.id },
		scope: scopeOf(of),
		data: { invite: invite.id, from, to: personId },
	});
	if (invite.kind === 'hand-over' && from !== personId) await tellBoth(ctx, of, from, personId, invite);
}

async function tellBoth(ctx: Context, of: LoadedApplication, from: string, to: string, invite: Invite): Promise<void> {
	const people = await readPeople(ctx, [from, to]);
	const named = (id: string) => displayName(people.get(id)?.names ?? {}, invite.locale) || '—';
	for (const id of [from, to]) {
		const address = await mailAddressOf(ctx, id);
		if (address === undefined) continue;
		await queueMail(ctx, {
			key: `handed-over:${invite.id}:${id}`,
			kind: 'handed-over',
			to: { address, name: '' },
			...(of.contact ? { replyTo: { address: of.contact, name: '' } } : {}),
			locale: invite.locale,
			...handedOverMail.fill(invite.locale, {
				title: of.title,
				number: numberLabel(of.numberPrefix, of.number),
				call: inLocale(of.callTitle, invite.locale).text,
				from: named(from),
				to: named(to),
			}),
			scope: scopeOf(of),
			personId: id,
		});
	}
}
