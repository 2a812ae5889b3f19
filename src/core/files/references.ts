import type { SQL } from 'drizzle-orm';
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

/** Every file that the database refers to, each once for each `what`. */
export async function referredFiles(db: Db, references: readonly FileReferences[]): Promise<ReferredFile[]> {
	const found: ReferredFile[] = [];
	for (const { what, query } of references) {
		const rows = await many<{ digest: string | null }>(db, query);
		const digests = new Set(rows.map((row) => row.digest).filter((digest) => digest !== null));
		for (const digest of [...digests].sort()) found.push({ what, digest });
	}
	return found;
}
