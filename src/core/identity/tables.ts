import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Locale } from '#core/i18n/index.ts';
import { digest, instant } from '#core/database/columns.ts';

/*
 * How people prove who they are. A person is known here by id only: what a person is, the module `people` knows.
 * All instants are process time. Secrets are never stored, only their digests.
 */

/** An address at which a person reads mail, and by which he signs in. Several for each person. */
export const accountAddress = pgTable(
	'account_address',
	{
		/** In lower case. */
		address: text().primaryKey(),
		personId: text('person_id').notNull(),
		/** When somebody last proved to read mail there; null for addresses that others named. */
		verifiedAt: instant('verified_at'),
		/** Where mail goes. One for each person. */
		primary: boolean().notNull().default(false),
		addedAt: instant('added_at').notNull(),
	},
	(table) => [index('account_address_person').on(table.personId)],
);

export type CodePurpose = 'sign-in' | 'add-address';

/** A mail with a code (and a link) that was sent, and what became of it. Kept for a day, for the limits. */
export const mailCode = pgTable(
	'mail_code',
	{
		id: text().primaryKey(),
		purpose: text().$type<CodePurpose>().notNull(),
		address: text().notNull(),
		/** Who asked, when he is signed in (`add-address`). */
		personId: text('person_id'),
		/** The browser window in which the code must be typed: digest of its cookie. */
		windowDigest: digest('window_digest').notNull(),
		/** Digest of code and window secret together, so that the table alone does not tell the code. */
		codeDigest: digest('code_digest').notNull(),
		/** Null where only the code will do. */
		linkDigest: digest('link_digest'),
		tries: integer().notNull().default(0),
		/** Where to go afterwards: a local path. */
		next: text(),
		network: text().notNull(),
		locale: text().$type<Locale>().notNull(),
		sentAt: instant('sent_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
		/** By code or by link, either uses up both; or set aside by a newer code in the same window. */
		usedAt: instant('used_at'),
		/** Whether it was used by who had it: the address is proved. */
		proved: boolean().notNull().default(false),
	},
	(table) => [
		uniqueIndex('mail_code_window').on(table.windowDigest),
		uniqueIndex('mail_code_link').on(table.linkDigest),
		index('mail_code_address').on(table.address, table.sentAt),
		index('mail_code_network').on(table.network, table.sentAt),
	],
);

export type SignInMethod = 'code' | 'link' | 'passkey' | 'openid' | 'orcid' | 'cast' | 'first-organiser';

/** A browser in which a person is signed in. */
export const session = pgTable(
	'session',
	{
		id: text().primaryKey(),
		digest: digest().notNull(),
		personId: text('person_id').notNull(),
		method: text().$type<SignInMethod>().notNull(),
		/** As the browser calls itself, cut: so that a person recognises it in the list. */
		browser: text().notNull(),
		network: text().notNull(),
		signedInAt: instant('signed_in_at').notNull(),
		seenAt: instant('seen_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
		/** Through whose eyes the person looks at present, in which edition (its slug), and until when. */
		seenPersonId: text('seen_person_id'),
		seenEdition: text('seen_edition'),
		seenUntil: instant('seen_until'),
	},
	(table) => [
		uniqueIndex('session_digest').on(table.digest),
		index('session_person').on(table.personId),
		index('session_seen_person').on(table.seenPersonId),
	],
);

/** A public key that signs a person in. */
export const passkey = pgTable(
	'passkey',
	{
		/** Credential id, base64url. */
		id: text().primaryKey(),
		personId: text('person_id').notNull(),
		/** COSE key, base64url. */
		publicKey: text('public_key').notNull(),
		counter: integer().notNull(),
		transports: jsonb().$type<string[]>().notNull(),
		/** Synchronised over devices by its maker. */
		backedUp: boolean('backed_up').notNull(),
		name: text().notNull(),
		addedAt: instant('added_at').notNull(),
		usedAt: instant('used_at'),
	},
	(table) => [index('passkey_person').on(table.personId)],
);

/** A question put to an authenticator; answered once. */
export const passkeyChallenge = pgTable('passkey_challenge', {
	challenge: text().primaryKey(),
	/** The window it was put to. */
	windowDigest: digest('window_digest').notNull(),
	/** For whom a key is made; null when somebody signs in. */
	personId: text('person_id'),
	expiresAt: instant('expires_at').notNull(),
});

export type ProviderName = 'openid' | 'orcid';

/** A way to another provider and back. After the return without a known person it waits for a proved address. */
export const openidAttempt = pgTable(
	'openid_attempt',
	{
		id: text().primaryKey(),
		provider: text().$type<ProviderName>().notNull(),
		windowDigest: digest('window_digest').notNull(),
		stateDigest: digest('state_digest').notNull(),
		nonce: text().notNull(),
		/** PKCE. */
		verifier: text().notNull(),
		/** Who links the provider to himself; null when somebody signs in. */
		personId: text('person_id'),
		next: text(),
		/** What the provider said, once it did. */
		subject: text(),
		name: text(),
		expiresAt: instant('expires_at').notNull(),
	},
	(table) => [
		uniqueIndex('openid_attempt_state').on(table.stateDigest),
		index('openid_attempt_window').on(table.windowDigest),
	],
);

/** A person as another provider knows him. */
export const linkedIdentity = pgTable(
	'linked_identity',
	{
		id: text().primaryKey(),
		provider: text().$type<ProviderName>().notNull(),
		/** The provider's own id of the person; at ORCID the iD. */
		subject: text().notNull(),
		personId: text('person_id').notNull(),
		addedAt: instant('added_at').notNull(),
		usedAt: instant('used_at'),
	},
	(table) => [
		uniqueIndex('linked_identity_subject').on(table.provider, table.subject),
		index('linked_identity_person').on(table.personId),
	],
);

/** A secret by which a program acts for a person. */
export const personalToken = pgTable(
	'personal_token',
	{
		id: text().primaryKey(),
		digest: digest().notNull(),
		personId: text('person_id').notNull(),
		name: text().notNull(),
		scopes: jsonb().$type<string[]>().notNull(),
		addedAt: instant('added_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
		usedAt: instant('used_at'),
	},
	(table) => [uniqueIndex('personal_token_digest').on(table.digest), index('personal_token_person').on(table.personId)],
);

export type DoorKind = 'cast' | 'first-organiser';

/** A link printed at the start of the server: to a member of a rehearsal's cast, or to the first organiser of an empty installation. */
export const doorLink = pgTable(
	'door_link',
	{
		id: text().primaryKey(),
		kind: text().$type<DoorKind>().notNull(),
		digest: digest().notNull(),
		/** Whom it signs in (`cast`). */
		personId: text('person_id'),
		madeAt: instant('made_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
		/** A cast link may be used again, the first organiser's may not. */
		usedAt: instant('used_at'),
	},
	(table) => [uniqueIndex('door_link_digest').on(table.digest), index('door_link_person').on(table.personId)],
);

/** The invented people of a rehearsal whom anyone at the machine may be, with one click. */
export const castMember = pgTable('cast_member', {
	role: text().primaryKey(),
	personId: text('person_id').notNull(),
});
