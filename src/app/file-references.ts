import { sql } from 'drizzle-orm';
import type { FileReferences } from '#core/files/index.ts';

/**
 * Everywhere a row names a stored file: what a backup must bring along and `orrery verify` reads. A test fails when a
 * column of digests appears that stands neither here nor among those that are no files.
 */
export const fileReferences: readonly FileReferences[] = [
	{ what: 'file', query: sql`select digest from file` },
	{ what: 'letter', query: sql`select digest from letter` },
	{
		what: 'attachment of a mail',
		query: sql`select attachment->>'digest' as digest from mail, jsonb_array_elements(mail.attachments) as attachment`,
	},
];

/** Columns of digests that name no stored file: secrets, and the ledger's own. */
export const digestsOfOtherThings: readonly string[] = [
	'door_link.digest',
	'draft.token_digest',
	'ledger_event.detail_digest',
	'ledger_seal.hash',
	'mail_code.code_digest',
	'mail_code.link_digest',
	'mail_code.window_digest',
	'openid_attempt.state_digest',
	'openid_attempt.window_digest',
	'passkey_challenge.window_digest',
	'personal_token.digest',
	'session.digest',
];
