import { createHash } from 'node:crypto';
import { type TypesettingJob, TypesettingError } from './protocol.ts';

interface Kept {
	work: Promise<Uint8Array>;
	/** 0 while it is under way. */
	bytes: number;
}

/**
 * Wraps the setting of jobs: equal jobs share one run, and what came out is kept, the least used going first.
 * @param most how many bytes are kept
 */
export function keepFinished(
	set: (job: TypesettingJob) => Promise<Uint8Array>,
	most = 32 * 1024 * 1024,
): (job: TypesettingJob) => Promise<Uint8Array> {
	const kept = new Map<string, Kept>();
	let total = 0;

	function forget(key: string, entry: Kept): void {
		if (kept.get(key) !== entry) return;
		kept.delete(key);
		total -= entry.bytes;
	}

	function weigh(key: string, entry: Kept, bytes: number): void {
		if (kept.get(key) !== entry) return;
		entry.bytes = bytes;
		total += bytes;
		for (const [oldest, one] of kept) {
			if (total <= most) break;
			if (one.bytes > 0) forget(oldest, one);
		}
	}

	return (job) => {
		const key = keyOf(job);
		const known = kept.get(key);
		if (known) {
			kept.delete(key);
			kept.set(key, known);
			return known.work;
		}
		const entry: Kept = { work: set(job), bytes: 0 };
		kept.set(key, entry);
		entry.work.then(
			(result) => weigh(key, entry, result.length),
			(error) => {
				// The same template with the same data fails again; a process that died, or a full queue, may not.
				if (error instanceof TypesettingError) weigh(key, entry, 1024);
				else forget(key, entry);
			},
		);
		return entry.work;
	};
}

/** Everything the result depends on, as one digest. */
function keyOf({ template, data, files = {}, standard, picture }: TypesettingJob): string {
	const hash = createHash('sha256');
	hash.update(JSON.stringify([template, data, standard ?? '', picture ?? null]));
	for (const name of Object.keys(files).sort()) {
		const content = files[name] as Uint8Array | string;
		hash.update(`\0${name}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}
