import { createHash } from 'node:crypto';
import type { FileStore } from '#core/files/index.ts';

/** A store that keeps nothing: it reads what it is given and answers with its digest. For files that are only compared. */
export function digestingStore(): FileStore {
	return {
		async put(source) {
			const hash = createHash('sha256');
			let bytes = 0;
			for await (const chunk of source instanceof Uint8Array ? [source] : source) {
				hash.update(chunk);
				bytes += chunk.byteLength;
			}
			return { digest: hash.digest('hex'), bytes };
		},
		get: async () => undefined,
		has: async () => false,
		delete: async () => false,
		async *list() {},
		clearUnfinished: async () => 0,
	};
}
