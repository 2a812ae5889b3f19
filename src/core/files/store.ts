/** Lower-case hexadecimal SHA-256 of a file's bytes: its name inside the store, and nowhere outside. */
export type Digest = string;

export interface StoredFile {
	digest: Digest;
	bytes: number;
}

export interface ListedFile extends StoredFile {
	/** When the file was last put, epoch milliseconds of process time. */
	putAt: number;
}

export interface OpenFile {
	bytes: number;
	stream: ReadableStream<Uint8Array>;
}

/** The store can't be reached or says 'later': nothing is wrong with what was asked, and asking again helps. */
export class StoreAway extends Error {
	override name = 'StoreAway';
}

/** The store refuses what only an operator can mend: a wrong key, a bucket that is not there. */
export class StoreRefuses extends Error {
	override name = 'StoreRefuses';
	/** The store's own word: `NoSuchBucket`, `AccessDenied`. */
	readonly code: string;
	constructor(message: string, code: string) {
		super(message);
		this.code = code;
	}
}

/** Whether something failed because the store is away; looks through wrappings. */
export function storeIsAway(error: unknown): boolean {
	for (let at = error; at instanceof Error; at = at.cause) if (at instanceof StoreAway) return true;
	return false;
}

/** A piece of a file: from one byte to another, both included, as HTTP counts; to its end without `end`. */
export interface ByteRange {
	start: number;
	end?: number;
}

/**
 * Where the bytes of uploads and letters lie, each once, under the digest of its content: on local disk, or in a bucket
 * of an S3 store. Nothing here knows whose a file is: rows of `file` do.
 */
export interface FileStore {
	/**
	 * Stores the bytes and answers once they are durable. When the source fails, the error is passed on and nothing
	 * remains. Putting what is there already makes it new again (see `ListedFile.putAt`).
	 */
	put(source: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
	/**
	 * The file's bytes as a stream, or undefined when it is not there. The caller reads or cancels the stream.
	 * @param range a piece of it, within the file; `bytes` is then the length of the piece
	 */
	get(digest: Digest, range?: ByteRange): Promise<OpenFile | undefined>;
	has(digest: Digest): Promise<boolean>;
	/**
	 * Removes the file; one that is not there is no error.
	 * @param putBefore spares a file that was put (again) at this instant or later, whoever puts it meanwhile
	 * @returns whether a file went
	 */
	delete(digest: Digest, putBefore?: number): Promise<boolean>;
	list(): AsyncIterable<ListedFile>;
	/** Removes what uploads left behind that ended with the process, where older than the instant given. */
	clearUnfinished(before: number): Promise<number>;
}

/** Whether a text can be a digest at all; anything else never reaches a path or a key. */
export function isDigest(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text);
}

/** All bytes of a stored file; for small ones such as letters. Throws when the file is missing. */
export async function readFileBytes(store: FileStore, digest: Digest): Promise<Uint8Array> {
	const file = await store.get(digest);
	if (!file) throw new Error(`The file ${digest} is not in the store`);
	return new Uint8Array(await new Response(file.stream).arrayBuffer());
}
