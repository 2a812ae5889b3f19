import type { Revisions } from './revisions.ts';

export interface RevisionMemory {
	/**
	 * What `load` answered when it was last asked under this key, as long as nothing public has changed since; else it is
	 * asked again. For what every request needs and hardly ever changes (an edition, a call). Not for anything that
	 * depends on who asks or on the time.
	 */
	remember<T>(key: string, load: () => Promise<T>): Promise<T>;
}

/** Remembers in this process, and forgets everything whenever the revision of any scope rises. */
export function createRevisionMemory(revisions: Revisions): RevisionMemory {
	// Keyed by the snapshot itself: a new revision is a new snapshot, and the old one takes its memories along.
	const memories = new WeakMap<ReadonlyMap<string, number>, Map<string, Promise<unknown>>>();
	return {
		remember<T>(key: string, load: () => Promise<T>): Promise<T> {
			const snapshot = revisions.snapshot();
			let memory = memories.get(snapshot);
			if (!memory) {
				memory = new Map();
				memories.set(snapshot, memory);
			}
			const known = memory.get(key) as Promise<T> | undefined;
			if (known) return known;
			const fresh = load();
			memory.set(key, fresh);
			// What is not there, and what failed, is asked for again: nobody fills the memory with addresses that don't exist.
			fresh.then(
				(value) => value === undefined && memory.delete(key),
				() => memory.delete(key),
			);
			return fresh;
		},
	};
}
