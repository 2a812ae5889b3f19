import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { PersonData } from '#core/person-data/person-data.ts';
import { addressesOf } from './addresses.ts';
import { identitiesOf } from './linked.ts';
import { passkeysOf } from './passkeys.ts';
import { sessionsOf } from './sessions.ts';
import {
	accountAddress,
	castMember,
	doorLink,
	linkedIdentity,
	mailCode,
	openidAttempt,
	passkey,
	passkeyChallenge,
	personalToken,
	session,
} from './tables.ts';
import { tokensOf } from './tokens.ts';

const tables = [
	accountAddress,
	castMember,
	doorLink,
	linkedIdentity,
	mailCode,
	openidAttempt,
	passkey,
	passkeyChallenge,
	personalToken,
	session,
] as const;

/** How a person signs in. Secrets and keys are not exported: what they are for is. */
export const identityPersonData: PersonData = {
	name: 'sign-in',
	columns: [
		'account_address.person_id',
		'cast_member.person_id',
		'door_link.person_id',
		'linked_identity.person_id',
		'mail_code.person_id',
		'openid_attempt.person_id',
		'passkey.person_id',
		'passkey_challenge.person_id',
		'personal_token.person_id',
		'session.person_id',
		'session.seen_person_id',
	],
	async export(ctx, personId) {
		return {
			addresses: await addressesOf(ctx, personId),
			sessions: await sessionsOf(ctx, personId),
			passkeys: await passkeysOf(ctx, personId),
			tokens: await tokensOf(ctx, personId),
			linkedIdentities: await identitiesOf(ctx, personId),
			...(await shortLived(ctx, personId)),
		};
	},
	async merge(ctx, from, into) {
		// One primary address: that of the record that stays.
		await ctx.db.execute(sql`update account_address set "primary" = false where person_id = ${from}
			and exists (select 1 from account_address where person_id = ${into} and "primary")`);
		for (const table of tables) await ctx.db.update(table).set({ personId: into }).where(eq(table.personId, from));
		await ctx.db.update(session).set({ seenPersonId: into }).where(eq(session.seenPersonId, from));
	},
	async erase(ctx, personId) {
		const addresses = (await addressesOf(ctx, personId)).map((row) => row.address);
		for (const address of addresses) await ctx.db.delete(mailCode).where(eq(mailCode.address, address));
		for (const table of tables) await ctx.db.delete(table).where(eq(table.personId, personId));
		await ctx.db.update(session).set({ seenPersonId: null }).where(eq(session.seenPersonId, personId));
	},
};

/** What lives for minutes, and the part in a rehearsal's cast. */
async function shortLived(ctx: Context, personId: string) {
	return {
		codesAskedFor: await ctx.db
			.select({ address: mailCode.address, purpose: mailCode.purpose, sentAt: mailCode.sentAt })
			.from(mailCode)
			.where(eq(mailCode.personId, personId))
			.orderBy(asc(mailCode.sentAt)),
		passkeyQuestions: await ctx.db
			.select({ expiresAt: passkeyChallenge.expiresAt })
			.from(passkeyChallenge)
			.where(eq(passkeyChallenge.personId, personId)),
		providerAttempts: await ctx.db
			.select({ provider: openidAttempt.provider, expiresAt: openidAttempt.expiresAt })
			.from(openidAttempt)
			.where(eq(openidAttempt.personId, personId)),
		castRoles: await ctx.db.select({ role: castMember.role }).from(castMember).where(eq(castMember.personId, personId)),
		printedLinks: await ctx.db
			.select({ kind: doorLink.kind, madeAt: doorLink.madeAt, expiresAt: doorLink.expiresAt })
			.from(doorLink)
			.where(eq(doorLink.personId, personId)),
	};
}
