import { sql } from 'drizzle-orm';
import { many } from '#core/database/index.ts';
import type { FileHolder, FileReferences } from '#core/files/index.ts';

/**
 * Everywhere a row names a stored file: what a backup must bring along and `orrery verify` reads. A test fails when a
 * column of digests appears that stands neither here nor among those that are no files.
 */
export const fileReferences: readonly FileReferences[] = [
	{ what: 'file', query: sql`select digest from file` },
	// The digest of one whose reader was erased stays, to know a copy by; the file does not.
	{ what: 'letter', query: sql`select digest from letter where file_id is not null` },
	{
		what: 'picture of a letter that is not printed yet',
		query: sql`select (regexp_matches(content::text, 'asset-([0-9a-f]{64})', 'g'))[1] as digest from letter where state = 'draft'`,
	},
	{ what: 'certificate', query: sql`select digest from certificate where file_id is not null` },
	{
		what: 'picture of a certificate that is not printed yet',
		query: sql`select (regexp_matches(content::text, 'asset-([0-9a-f]{64})', 'g'))[1] as digest from certificate where state = 'draft'`,
	},
	{
		what: 'list of those who signed a statement',
		query: sql`select digest from statement_snapshot where file_id is not null`,
	},
	{ what: 'picture of an application on the public site', query: sql`select digest from placement` },
	{ what: 'picture or document of an edition', query: sql`select digest from asset_file` },
	{ what: 'picture of an edition in another size', query: sql`select digest from asset_rendition` },
	{
		what: 'attachment of a mail',
		query: sql`select attachment->>'digest' as digest from mail, jsonb_array_elements(mail.attachments) as attachment`,
	},
];

/** Which of these digests a row still names: what the sweep of the file store must leave. */
export const heldByReferences: FileHolder = async (ctx, digests) => {
	if (digests.length === 0) return [];
	const wanted = sql.join(
		digests.map((digest) => sql`${digest}`),
		sql`, `,
	);
	const held: string[] = [];
	for (const { query } of fileReferences) {
		const rows = await many<{ digest: string }>(
			ctx.db,
			sql`select distinct digest from (${query}) as named where digest in (${wanted})`,
		);
		held.push(...rows.map(({ digest }) => digest));
	}
	return held;
};

/** Columns of digests that name no stored file of their own: secrets, the ledger's, and what another column names too. */
export const digestsOfOtherThings: readonly string[] = [
	'api_idempotency.request_digest',
	'analysis.input_digest',
	'application_invite.digest',
	'attestation_link.digest',
	'article.imported_digest',
	'article_version.digest',
	'asset.digest',
	'asset_hold.digest',
	'asset_rendition.source',
	'door_link.digest',
	'draft.token_digest',
	'invitation.digest',
	'late_link.digest',
	'ledger_event.detail_digest',
	'ledger_seal.hash',
	'mail_code.code_digest',
	'mail_code.link_digest',
	'mail_code.window_digest',
	'reviewer_invitation.digest',
	'newsletter_request.text_version',
	'newsletter_request.token_digest',
	'newsletter_request.trace',
	'newsletter_subscription.token_digest',
	'newsletter_subscription.trace',
	'newsletter_suppression.trace',
	'openid_attempt.state_digest',
	'openid_attempt.window_digest',
	'passkey_challenge.window_digest',
	'personal_token.digest',
	'session.digest',
	'signature.digest',
	'signature_link.digest',
	'signature_request.digest',
	'signature_request.secret_digest',
	'statement_text.digest',
];
