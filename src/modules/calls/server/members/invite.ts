import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { day, formatInstant, minute } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { applicationInvite, type InviteKind } from '../member-tables.ts';
import { callSubject, scopeOf } from '../subject.ts';
import { call, callWindow } from '../tables.ts';
import { demandInvites } from './invited-call.ts';
import { applyMail, claimMail, handOverMail, memberMail } from './mail-texts.ts';
import { demandHeld, type Held, type Shared } from './place.ts';

/** So long a link works. */
const inviteLife = 30 * day;
const mostName = 200;

/** Whom an invitation goes to. Without an address it is a link that its maker passes on himself. */
export interface InvitedPerson {
	name: string;
	address: string;
	/** Of the mail, and of the page that it leads to. */
	locale: Locale;
}

export interface MadeInvite {
	id: string;
	/** The page that the link opens, without the origin: for who passes it on himself. Nobody can read it again later. */
	path: string;
}

/**
 * Asks somebody to write with one: on a draft, or on an application.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` at `address`, `name`; `conflict` (`wrong-state`)
 */
export async function inviteMember(ctx: Context, actor: Actor, input: InvitedPerson & Shared): Promise<MadeInvite> {
	return transaction(ctx, async (tx) => {
		const held = await demandHeld(tx, actor, input);
		demandAlive(held);
		return makeInvite(tx, actor, held, {
			kind: 'member',
			mayWrite: true,
			to: checked(input, { addressNeeded: false }),
		});
	});
}

/**
 * Offers an application to somebody who is to hold it; it stays where it is until he accepts. An earlier offer ends.
 * @param input.staysOn the one who hands over goes on writing
 * @throws Refusal as `inviteMember`
 */
export async function offerHandOver(
	ctx: Context,
	actor: Actor,
	input: InvitedPerson & { application: string; staysOn: boolean },
): Promise<MadeInvite> {
	return transaction(ctx, async (tx) => {
		const held = await demandHeld(tx, actor, { application: input.application });
		demandAlive(held);
		await tx.db
			.update(applicationInvite)
			.set({ withdrawnAt: tx.clock.edition.now() })
			.where(
				and(
					eq(applicationInvite.applicationId, input.application),
					eq(applicationInvite.kind, 'hand-over'),
					isNull(applicationInvite.takenAt),
					isNull(applicationInvite.withdrawnAt),
				),
			);
		const to = checked(input, { addressNeeded: true });
		return makeInvite(tx, actor, held, { kind: 'hand-over', mayWrite: true, staysOn: input.staysOn, to });
	});
}

/**
 * Invites somebody to apply to a call: in the name of an application that the call follows (an outlet its staff), by who
 * holds that; or by the desk.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` at `address`; `conflict` (`invites-not-now`: the
 *   application may not invite to this call)
 */
export async function inviteToApply(
	ctx: Context,
	actor: Actor,
	input: InvitedPerson & { call: string; application?: string | undefined },
): Promise<MadeInvite> {
	return transaction(ctx, async (tx) => {
		const [of] = await tx.db
			.select({ call, zone: callWindow.zone })
			.from(call)
			.innerJoin(callWindow, eq(callWindow.callId, call.id))
			.where(eq(call.id, input.call));
		if (!of) throw notFound();
		const { id: callId, editionId, organisationId, title, slug, contact } = of.call;
		const place = { callId, editionId, organisationId };
		if (input.application === undefined) demand(tx, actor, 'application.enter', callSubject(place));
		const earlier =
			input.application === undefined ? null : await demandHeld(tx, actor, { application: input.application });
		if (earlier) await demandInvites(tx, { ...place, settings: of.call.settings }, earlier.applicationId as string);
		const held: Held = {
			...place,
			callTitle: title,
			callSlug: slug,
			contact,
			applicationId: earlier?.applicationId ?? null,
			draftId: null,
			personId: personOf(actor) ?? '',
			title: earlier?.title ?? '',
			number: '',
			state: '',
		};
		return makeInvite(tx, actor, held, { kind: 'apply', mayWrite: false, to: checked(input, { addressNeeded: true }) });
	});
}

/** Ends an invitation that nobody has accepted. @throws Refusal `not-found`, `forbidden` */
export async function withdrawInvite(ctx: Context, actor: Actor, input: { invite: string }): Promise<void> {
	await transaction(ctx, async (tx) => {
		const [found] = await tx.db.select().from(applicationInvite).where(eq(applicationInvite.id, input.invite));
		if (!found) throw notFound();
		const { applicationId, draftId } = found;
		if (applicationId === null && draftId === null) throw notFound();
		const held = await demandHeld(
			tx,
			actor,
			applicationId === null ? { draft: draftId as string } : { application: applicationId },
		);
		// A claim is the desk's; taken ones are ended as members.
		if (found.kind === 'claim') throw notFound();
		await tx.db
			.update(applicationInvite)
			.set({ withdrawnAt: tx.clock.edition.now() })
			.where(and(eq(applicationInvite.id, found.id), isNull(applicationInvite.withdrawnAt)));
		await record(tx, actor, {
			action: 'withdraw-invite',
			subject: held.applicationId ? { type: 'application', id: held.applicationId } : { type: 'call', id: held.callId },
			scope: scopeOf(held),
			data: { invite: found.id, kind: found.kind },
		});
	});
}

function demandAlive(held: Held): void {
	if (held.state === 'withdrawn') throw new Refusal('conflict', 'wrong-state', { params: { state: held.state } });
}

function checked(input: InvitedPerson, { addressNeeded }: { addressNeeded: boolean }): InvitedPerson {
	const address = input.address.normalize('NFKC').trim().toLowerCase();
	const name = cleanText(input.name, { lines: false });
	const problems: Problem[] = [];
	if ((addressNeeded || address !== '') && !isEmail(address)) problems.push({ path: 'address', code: 'bad-email' });
	if (name.length > mostName) problems.push({ path: 'name', code: 'too-many-characters', params: { max: mostName } });
	if (problems.length > 0) throw invalid(problems);
	return { name, address, locale: input.locale };
}

const mails = { member: memberMail, 'hand-over': handOverMail, claim: claimMail, apply: applyMail } as const;

/** Makes an invitation and mails it. Part of the caller's transaction; whether it may be made is his to demand. */
export async function makeInvite(
	ctx: Context,
	actor: Actor,
	held: Held,
	of: { kind: InviteKind; mayWrite: boolean; staysOn?: boolean; to: InvitedPerson },
): Promise<MadeInvite> {
	const { kind, to } = of;
	const id = newId();
	const secret = newSecret();
	const madeAt = ctx.clock.edition.now();
	// A whole minute is easier to read.
	const expiresAt = Math.ceil((madeAt + inviteLife) / minute) * minute;
	const by = personOf(actor) ?? null;
	await ctx.db.insert(applicationInvite).values({
		id,
		kind,
		draftId: held.draftId,
		applicationId: held.applicationId,
		callId: kind === 'apply' ? held.callId : null,
		name: to.name,
		address: to.address,
		mayWrite: of.mayWrite,
		staysOn: of.staysOn ?? false,
		locale: to.locale,
		digest: digestOf(secret),
		byPersonId: by,
		madeAt,
		expiresAt,
	});
	await record(ctx, actor, {
		action: 'invite',
		subject: held.applicationId ? { type: 'application', id: held.applicationId } : { type: 'call', id: held.callId },
		scope: scopeOf(held),
		data: { invite: id, kind, ...(kind === 'apply' ? { call: held.callId } : {}) },
	});
	const path = localePath(to.locale, `/me/applications/join/${secret}`);
	if (to.address === '') return { id, path };
	const people = await readPeople(ctx, by === null ? [] : [by]);
	const callTitle = inLocale(held.callTitle, to.locale).text;
	const name = displayName((by === null ? undefined : people.get(by))?.names ?? {}, to.locale);
	const [window] = await ctx.db
		.select({ zone: callWindow.zone })
		.from(callWindow)
		.where(eq(callWindow.callId, held.callId));
	await queueMail(ctx, {
		key: `application-invite:${id}`,
		kind: 'application-invite',
		to: { address: to.address, name: to.name },
		...(held.contact ? { replyTo: { address: held.contact, name: '' } } : {}),
		locale: to.locale,
		...mails[kind].fill(to.locale, {
			by: name || callTitle,
			title: held.title || callTitle,
			number: held.number,
			call: callTitle,
			until: formatInstant(expiresAt, window?.zone ?? 'UTC', to.locale),
			link: `${originOf(ctx.config)}${path}`,
		}),
		scope: scopeOf(held),
	});
	return { id, path };
}
