import { createHash } from 'node:crypto';
import type { Digest, FileStore } from './store.ts';

export interface CopyReport {
	/** Files that the first store has. */
	files: number;
	/** Bytes of them. */
	bytes: number;
	/** Those that the second did not have and has now. */
	copied: number;
	/** Files whose bytes are not what their name says, in the first store (not copied) or in the second. */
	damaged: { digest: Digest; where: 'from' | 'to' }[];
}

async function digestOf(store: FileStore, digest: Digest): Promise<string | undefined> {
	const opened = await store.get(digest);
	if (!opened) return undefined;
	const hash = createHash('sha256');
	for await (const piece of opened.stream) hash.update(piece);
	return hash.digest('hex');
}

/**
 * Copies every file from one store to another and reads each back there. Done again it brings only what is new, so it can
 * be run beside a server and once more after its end.
 */
export async function copyFiles(
	from: FileStore,
	to: FileStore,
	onProgress: (done: number, of: number) => void = () => undefined,
): Promise<CopyReport> {
	const listed: { digest: Digest; bytes: number }[] = [];
	for await (const { digest, bytes } of from.list()) listed.push({ digest, bytes });
	const report: CopyReport = { files: listed.length, bytes: 0, copied: 0, damaged: [] };
	for (const [place, { digest, bytes }] of listed.entries()) {
		onProgress(place, listed.length);
		report.bytes += bytes;
		if ((await digestOf(to, digest)) === digest) continue;
		const opened = await from.get(digest);
		// Deleted meanwhile: nothing points at it any more.
		if (!opened) continue;
		const stored = await to.put(opened.stream as unknown as AsyncIterable<Uint8Array>);
		if (stored.digest !== digest) report.damaged.push({ digest, where: 'from' });
		else if ((await digestOf(to, digest)) !== digest) report.damaged.push({ digest, where: 'to' });
		else report.copied += 1;
	}
	return report;
}
