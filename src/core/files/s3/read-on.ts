import { ReadableStream as Streams } from 'node:stream/web';
import { type ByteRange, type OpenFile, StoreAway } from '../store.ts';
import type { S3Answer } from './answer.ts';
import type { S3Send } from './request.ts';

/** How often in a row a broken stream is taken up again without a byte in between. */
const mostBreaks = 3;

/** A stream on which no byte comes for so many milliseconds is broken. */
const stall = 30_000;

/**
 * Opens an object, or a piece of it, as a stream that goes on where it broke off: a large file outlasts a connection.
 * @returns undefined when there is no such object
 */
export async function readOn(send: S3Send, key: string, range?: ByteRange): Promise<OpenFile | undefined> {
	const ask = async (from: number, to: number | undefined) => {
		const headers: Record<string, string> =
			from === 0 && to === undefined ? {} : { range: `bytes=${from}-${to ?? ''}` };
		const response = await send({ method: 'GET', key, headers, also: [404] });
		if (response.status !== 404) return response;
		response.drop();
		return undefined;
	};
	const start = range?.start ?? 0;
	const opened = await ask(start, range?.end);
	if (!opened) return undefined;
	const bytes = Number(opened.header('content-length'));

	async function* pieces(): AsyncGenerator<Uint8Array> {
		let answer: S3Answer = opened as S3Answer;
		let seen = 0;
		for (let breaks = 0; ; ) {
			try {
				for await (const piece of withoutStall(answer)) {
					seen += piece.byteLength;
					breaks = 0;
					yield piece;
				}
				if (seen === bytes) return;
				throw new Error(`the stream ended after ${seen} of ${bytes} bytes`);
			} catch (error) {
				breaks += 1;
				if (breaks > mostBreaks || seen >= bytes) {
					throw new StoreAway(`The store broke off ${key} after ${seen} of ${bytes} bytes`, { cause: error });
				}
				const again = await ask(start + seen, start + bytes - 1);
				if (!again) throw new StoreAway(`${key} went away while it was read`);
				answer = again;
			}
		}
	}
	return { bytes, stream: Streams.from(pieces()) as unknown as ReadableStream<Uint8Array> };
}

/** The pieces of an answer's body. @throws Error when none comes for a while, or the connection ends before the body */
async function* withoutStall(answer: S3Answer): AsyncGenerator<Uint8Array> {
	const pieces = answer.body[Symbol.asyncIterator]();
	try {
		for (;;) {
			let timer: ReturnType<typeof setTimeout> | undefined;
			const stalled = new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(new Error('no byte came for a while')), stall);
			});
			const next = await Promise.race([pieces.next(), stalled]).finally(() => clearTimeout(timer));
			if (next.done) return;
			yield next.value;
		}
	} finally {
		// Also when the reader of the whole stops early: the connection is closed.
		void pieces.return?.().catch(() => undefined);
	}
}
