import type { Readable } from 'node:stream';
import { type Digest, type FileStore, headBytes, mediaTypeOf, safeFileName, typeAccepted } from '#core/files/index.ts';
import type { Problem } from '#core/refusal/index.ts';

export interface FileRule {
	maxBytes: number;
	/** Media types such as `application/pdf` or `image/*`, told by content. Without it any type is taken. */
	accept?: readonly string[];
}

export interface ReceivedFile {
	/** The name it was sent under, made safe to show. */
	name: string;
	bytes: number;
	digest: Digest;
	/** By content, not as the browser said. */
	mediaType: string;
}

export interface FilePart {
	field: string;
	fileName: string;
	rule: FileRule | undefined;
	store: FileStore;
	/** Takes the field for this file; false when another file has it already. */
	first: () => boolean;
}

class TooLarge extends Error {}

/**
 * Takes one file part: looks at its head, then streams it into the store. Whatever is wrong with it, the part is read
 * to its end, so that the parts after it arrive. Answers undefined for a file input that was left empty. Throws only
 * when the part breaks off or the store fails.
 */
export async function receiveFile(
	stream: Readable,
	part: FilePart,
): Promise<{ file?: ReceivedFile; problem?: Problem } | undefined> {
	// Not destroyed when we stop looking: the parser waits for the stream's end.
	const chunks = (stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
	const head = await readHead(chunks);
	if (head.byteLength === 0 && part.fileName === '') return undefined;

	const refuse = (code: string, params?: Problem['params']) => async () => {
		await drain(chunks);
		return { problem: { path: part.field, code, ...(params ? { params } : {}) } };
	};
	const { rule } = part;
	if (!rule) return refuse('file-unexpected')();
	if (!part.first()) return refuse('file-only-one')();
	if (head.byteLength === 0) return refuse('file-empty')();
	const name = safeFileName(part.fileName);
	const mediaType = await mediaTypeOf(head.subarray(0, headBytes), name);
	if (rule.accept && !typeAccepted(mediaType, rule.accept)) {
		return refuse('file-type', { name, found: mediaType, accepted: rule.accept.join(', ') })();
	}
	try {
		const stored = await part.store.put(limited(head, chunks, rule.maxBytes));
		return { file: { name, mediaType, ...stored } };
	} catch (error) {
		if (error instanceof TooLarge) return refuse('file-too-large', { name, max: rule.maxBytes })();
		// The store failed (a full disk, say): end the part, or the form would never be answered.
		await drain(chunks);
		throw error;
	}
}

async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
	const parts: Buffer[] = [];
	let length = 0;
	while (length < headBytes) {
		const next = await chunks.next();
		if (next.done) break;
		parts.push(next.value);
		length += next.value.byteLength;
	}
	return Buffer.concat(parts);
}

async function* limited(head: Buffer, rest: AsyncIterator<Buffer>, maxBytes: number): AsyncIterable<Uint8Array> {
	let bytes = head.byteLength;
	if (bytes > maxBytes) throw new TooLarge();
	yield head;
	for (let next = await rest.next(); !next.done; next = await rest.next()) {
		bytes += next.value.byteLength;
		if (bytes > maxBytes) throw new TooLarge();
		yield next.value;
	}
}

async function drain(rest: AsyncIterator<Buffer>): Promise<void> {
	for (let next = await rest.next(); !next.done; next = await rest.next());
}
