import { and, eq, gt, sql } from 'drizzle-orm';
import { type Actor, demand, personOf, relationsOf } from '#core/access/index.ts';
import { day, formatInstant } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import { digestOf, personAtAddress } from '#core/identity/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { invalid, notFound, type Problem } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { subjectOfDesk } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { isGrantable } from '../grantable.ts';
import { messages } from '../ui/messages.ts';
import { invitationMail } from './mail-texts.ts';
import { deskPlace, objectsOf } from './object.ts';
import { invitation } from './tables.ts';

/** How long an invitation holds, in milliseconds of process time. */
const invitationLife = 30 * day;
const mostWords = 2000;

export interface InviteInput {
	/** Id of the edition or the standing call. */
	edition: string;
	email: string;
	name: string;
	relation: string;
	/** `edition`, `track:T3`, `call:abstracts`. */
	object: string;
	/** A few words of the one who invites; may be empty. */
	words: string;
	locale: Locale;
}

/**
 * Offers somebody a relation by mail. An open invitation of the same to the same address is taken back first.
 * @returns the id of the invitation
 * @throws Refusal `invalid` at `email`, `name`, `relation`, `object`, `words`; `forbidden`, `not-found`
 */
export async function invite(ctx: Context, actor: Actor, input: InviteInput): Promise<string> {
	const desk = await deskPlace(ctx, input.edition, input.locale);
	if (!desk) throw notFound();
	demand(ctx, actor, 'relation.grant', subjectOfDesk(desk));
	const object = (await objectsOf(ctx, desk)).find((one) => one.name === input.object);
	const email = input.email.trim().toLowerCase();
	const name = cleanText(input.name, { lines: false });
	const words = cleanText(input.words, { lines: true });
	const problems: Problem[] = [];
	if (!isEmail(email)) problems.push({ path: 'email', code: 'not-an-address' });
	if (name === '') problems.push({ path: 'name', code: 'missing' });
	if (!object) problems.push({ path: 'object', code: 'unknown-object' });
	else if (!isGrantable(object.type, input.relation, desk.standing))
		problems.push({ path: 'relation', code: 'not-grantable' });
	if (words.length > mostWords) problems.push({ path: 'words', code: 'too-long', params: { max: mostWords } });
	const known = problems.length === 0 ? await personAtAddress(ctx, email) : undefined;
	if (known && object) {
		const held = await relationsOf(ctx, known);
		if (held.some((one) => one.relation === input.relation && one.on === object.type && one.id === object.id)) {
			problems.push({ path: 'relation', code: 'has-it' });
		}
	}
	if (problems.length > 0 || !object || !isGrantable(object.type, input.relation, desk.standing))
		throw invalid(problems);
	const { relation } = input;
	const by = personOf(actor);
	const byName = by === undefined ? desk.short : displayName((await readPerson(ctx, by)).names, input.locale);
	return transaction(ctx, async (tx) => {
		const now = tx.clock.process.now();
		const id = newId();
		const secret = newSecret();
		// Of two at once neither would see the other to take it back.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`invitation:${email}`}))`);
		await tx.db
			.update(invitation)
			.set({ state: 'withdrawn' })
			.where(
				and(
					eq(invitation.email, email),
					eq(invitation.relation, relation),
					eq(invitation.objectId, object.id),
					eq(invitation.state, 'open'),
				),
			);
		await tx.db.insert(invitation).values({
			id,
			digest: digestOf(secret),
			editionId: desk.id,
			email,
			name,
			relation,
			objectType: object.type,
			objectId: object.id,
			objectName: object.label[input.locale],
			locale: input.locale,
			state: 'open',
			byPersonId: by ?? null,
			at: tx.clock.edition.now(),
			expiresAt: now + invitationLife,
		});
		await record(tx, actor, {
			action: 'invite',
			subject: { type: object.type, id: object.id },
			scope: desk.id,
			data: { invitation: id, relation },
		});
		const origin = originOf(tx.config);
		await queueMail(tx, {
			key: `invitation:${id}`,
			kind: 'invitation',
			to: { name, address: email },
			fromName: desk.short,
			locale: input.locale,
			...invitationMail.fill(input.locale, {
				edition: desk.short,
				name,
				by: byName,
				relation: messages[input.locale].relation[relation],
				object: object.label[input.locale],
				words,
				email,
				until: formatInstant(now + invitationLife, desk.zone, input.locale),
				link: `${origin}${localePath(input.locale, `/invitations/${secret}`)}`,
			}),
			scope: desk.id,
			...(known ? { personId: known } : {}),
		});
		return id;
	});
}

/** Takes an open invitation back. @throws Refusal `not-found`, `forbidden` */
export async function withdrawInvitation(
	ctx: Context,
	actor: Actor,
	input: { edition: string; invitation: string },
): Promise<void> {
	const desk = await deskPlace(ctx, input.edition, 'en');
	if (!desk) throw notFound();
	demand(ctx, actor, 'relation.grant', subjectOfDesk(desk));
	return transaction(ctx, async (tx) => {
		const [found] = await tx.db
			.update(invitation)
			.set({ state: 'withdrawn' })
			.where(and(eq(invitation.id, input.invitation), eq(invitation.editionId, desk.id), eq(invitation.state, 'open')))
			.returning({ id: invitation.id, type: invitation.objectType, object: invitation.objectId });
		if (!found) return;
		await record(tx, actor, {
			action: 'withdraw-invitation',
			subject: { type: found.type, id: found.object },
			scope: desk.id,
			data: { invitation: found.id },
		});
	});
}

/** The invitations of an edition that nobody has answered yet, the newest first. One query. */
export async function openInvitations(ctx: Context, editionId: string) {
	return ctx.db
		.select({
			id: invitation.id,
			email: invitation.email,
			name: invitation.name,
			relation: invitation.relation,
			object: invitation.objectName,
			at: invitation.at,
		})
		.from(invitation)
		.where(
			and(
				eq(invitation.editionId, editionId),
				eq(invitation.state, 'open'),
				gt(invitation.expiresAt, ctx.clock.process.now()),
			),
		)
		.orderBy(invitation.at);
}
