import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { FileHolder, FileReferences } from '#core/files/index.ts';

const attached: SQL = sql`select distinct one->>'digest' as digest from mail, jsonb_array_elements(mail.attachments) as one`;

/** For the checks of the store and for backups: every file that goes with a mail. */
export const mailFileReferences: FileReferences = { what: 'attachment of a mail', query: attached };

/** For the sweep of the store: which of these files a mail still points at. */
export const heldByMail: FileHolder = async (ctx: Context, digests) => {
	if (digests.length === 0) return [];
	const rows = await many<{ digest: string }>(
		ctx.db,
		sql`select digest from (${attached}) as held where digest in (${sql.join(
			digests.map((digest) => sql`${digest}`),
			sql`, `,
		)})`,
	);
	return rows.map((row) => row.digest);
};
