import { createHash } from 'node:crypto';
import type { Db } from '#core/database/connection.ts';
import { type FileReferences, type ReferredFile, referredFiles } from './references.ts';
import type { FileStore } from './store.ts';

export interface ReferredFileFault extends ReferredFile {
	problem: 'missing' | 'changed';
}

/** Reads every file that the database refers to and compares it with its digest. */
export async function checkReferredFiles(
	db: Db,
	store: FileStore,
	references: readonly FileReferences[],
	onProgress: (done: number, of: number) => void = () => undefined,
): Promise<{ files: number; bytes: number; faults: ReferredFileFault[] }> {
	const referred = await referredFiles(db, references);
	const faults: ReferredFileFault[] = [];
	let bytes = 0;
	for (const [position, file] of referred.entries()) {
		onProgress(position, referred.length);
		const stored = await store.get(file.digest);
		if (!stored) {
			faults.push({ ...file, problem: 'missing' });
			continue;
		}
		const hash = createHash('sha256');
		for await (const piece of stored.stream as unknown as AsyncIterable<Uint8Array>) hash.update(piece);
		bytes += stored.bytes;
		if (hash.digest('hex') !== file.digest) faults.push({ ...file, problem: 'changed' });
	}
	return { files: referred.length, bytes, faults };
}
