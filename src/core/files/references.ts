import { type SQL, sql } from 'drizzle-orm';
import { type Db, many } from '#core/database/connection.ts';
import type { Digest } from './store.ts';

/** Where rows refer to stored files: every module that keeps a digest names it here, so that nothing is missed. */
export interface FileReferences {
	/** What the files are, for messages: `attachment of a mail`. */
	what: string;
	/** A query with one column `digest` (rows may repeat; null is left out). */
	query: SQL;
}

export interface ReferredFile {
	what: string;
	digest: Digest;
}

/** PostgreSQL's words for a table or column that is not there. */
const notThere = new Set(['42P01', '42703']);

function codeOf(error: unknown): string | undefined {
	for (let at = error; at instanceof Error; at = at.cause) {
		const { code } = at as { code?: string };
		if (code !== undefined) return code;
	}
	return undefined;
}

/**
 * Every file that the database refers to, each once for each `what`.
 * @param olderSchema `db` is a transaction on a database of an earlier version: what has no table there yet refers to nothing
 */
export async function referredFiles(
	db: Db,
	references: readonly FileReferences[],
	olderSchema = false,
): Promise<ReferredFile[]> {
	const found: ReferredFile[] = [];
	for (const { what, query } of references) {
		let rows: { digest: string | null }[];
		try {
			if (olderSchema) await db.execute(sql`savepoint reference`);
			rows = await many<{ digest: string | null }>(db, query);
		} catch (error) {
			if (!olderSchema || !notThere.has(codeOf(error) ?? '')) throw error;
			await db.execute(sql`rollback to savepoint reference`);
			continue;
		}
		const digests = new Set(rows.map((row) => row.digest).filter((digest) => digest !== null));
		for (const digest of [...digests].sort()) found.push({ what, digest });
	}
	return found;
}
