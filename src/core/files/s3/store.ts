import { createHash } from 'node:crypto';
import { randomText } from '#core/ids/index.ts';
import { type FileStore, isDigest, type ListedFile } from '../store.ts';
import { type ListedObject, parseListing, parseUploads } from './answers.ts';
import { startParts, wholeAnswer } from './parts.ts';
import type { S3Place } from './place.ts';
import { readOn } from './read-on.ts';
import { type Patience, s3Sender } from './request.ts';

/** What is kept in memory of an upload before it goes out; the least that S3 takes as a part is 5 MiB. */
const partBytes = 8 * 1024 * 1024;
const unfinished = 'unfinished/';

/** `ab/<digest>` is the file; `ab/<digest>.<random>` the same file put again while the first was there. */
const ours = /^[0-9a-f]{2}\/([0-9a-f]{64})(?:\.\w+)?$/;
const keyOf = (digest: string): string => `${digest.slice(0, 2)}/${digest}`;

/**
 * The store in a bucket. What fits into one part is put whole under its digest; more goes out in parts under another
 * name and is copied by the store, so that under a digest there is a whole file or none.
 *
 * S3 has no 'delete unless renewed'. So what is put while it is there already becomes an object of its own beside the
 * first, and `delete` removes only objects that it has seen to be old: whoever puts meanwhile loses nothing.
 */
export function createS3FileStore(place: S3Place, patience?: Patience): FileStore {
	const send = s3Sender(place, patience);

	/** Everything under a prefix, in the order of the keys (which begin after the place's own prefix). */
	async function* objects(prefix: string): AsyncGenerator<ListedObject> {
		for (let next: string | undefined = ''; next !== undefined; ) {
			const query: Record<string, string> = { 'list-type': '2', prefix: place.prefix + prefix };
			if (next) query['continuation-token'] = next;
			const page = parseListing(await (await send({ method: 'GET', query })).text());
			for (const one of page.objects) yield { ...one, key: one.key.slice(place.prefix.length) };
			next = page.next;
		}
	}

	const versions = async (digest: string) => {
		const found: ListedObject[] = [];
		for await (const one of objects(keyOf(digest))) if (ours.test(one.key)) found.push(one);
		return found;
	};

	/** Where a file of this digest is to be put now. A first one of the wrong length is damaged and written over. */
	async function freeKey(digest: string, bytes: number): Promise<string> {
		const key = keyOf(digest);
		const there = await send({ method: 'HEAD', key, also: [404] });
		there.drop();
		if (there.status === 404 || Number(there.header('content-length')) !== bytes) return key;
		return `${key}.${randomText(12)}`;
	}

	async function putWhole(digest: string, body: Uint8Array): Promise<void> {
		await wholeAnswer(await send({ method: 'PUT', key: await freeKey(digest, body.byteLength), body }));
	}

	return {
		async put(source) {
			if (source instanceof Uint8Array) {
				const digest = createHash('sha256').update(source).digest('hex');
				await putWhole(digest, source);
				return { digest, bytes: source.byteLength };
			}
			const hash = createHash('sha256');
			let bytes = 0;
			let held: Uint8Array[] = [];
			let heldBytes = 0;
			let parts: ReturnType<typeof startParts> | undefined;
			try {
				for await (const chunk of source) {
					hash.update(chunk);
					bytes += chunk.byteLength;
					held.push(chunk);
					heldBytes += chunk.byteLength;
					if (heldBytes < partBytes) continue;
					parts ??= startParts(send, place, `${unfinished}${randomText(20)}`);
					await parts.add(Buffer.concat(held));
					held = [];
					heldBytes = 0;
				}
				const digest = hash.digest('hex');
				const rest = Buffer.concat(held);
				if (parts) {
					if (rest.byteLength > 0) await parts.add(rest);
					await parts.finish(await freeKey(digest, bytes));
				} else await putWhole(digest, rest);
				return { digest, bytes };
			} catch (error) {
				await parts?.abandon().catch(() => undefined);
				throw error;
			}
		},

		async get(digest, range) {
			if (!isDigest(digest)) return undefined;
			const first = await readOn(send, keyOf(digest), range);
			if (first) return first;
			const [other] = await versions(digest);
			return other ? readOn(send, other.key, range) : undefined;
		},

		async has(digest) {
			if (!isDigest(digest)) return false;
			const answer = await send({ method: 'HEAD', key: keyOf(digest), also: [404] });
			answer.drop();
			return answer.status !== 404 || (await versions(digest)).length > 0;
		},

		async delete(digest, putBefore = Number.POSITIVE_INFINITY) {
			if (!isDigest(digest)) return false;
			const found = await versions(digest);
			const old = found.filter(({ modified }) => modified < putBefore);
			// Never again by itself: what comes late would meet a file that was put meanwhile.
			for (const { key } of old) (await send({ method: 'DELETE', key, also: [404], once: true })).drop();
			return found.length > 0 && old.length === found.length;
		},

		async *list(): AsyncIterable<ListedFile> {
			let last: ListedFile | undefined;
			for await (const { key, bytes, modified } of objects('')) {
				const digest = ours.exec(key)?.[1];
				if (!digest) continue;
				if (last?.digest === digest) {
					last.putAt = Math.max(last.putAt, modified);
					continue;
				}
				if (last) yield last;
				last = { digest, bytes, putAt: modified };
			}
			if (last) yield last;
		},

		async clearUnfinished(before) {
			let cleared = 0;
			for await (const { key, modified } of objects(unfinished)) {
				if (modified >= before) continue;
				(await send({ method: 'DELETE', key, also: [404] })).drop();
				cleared += 1;
			}
			const query = { uploads: '', prefix: place.prefix + unfinished };
			// A store that can't list them clears them itself, by a rule of the bucket.
			const answer = await send({ method: 'GET', query, also: [400, 405, 501] });
			const text = await answer.text();
			for (const upload of answer.status === 200 ? parseUploads(text) : []) {
				if (!(upload.begun < before) || !upload.key.startsWith(query.prefix)) continue;
				const key = upload.key.slice(place.prefix.length);
				(await send({ method: 'DELETE', key, query: { uploadId: upload.id }, also: [404] })).drop();
				cleared += 1;
			}
			return cleared;
		},
	};
}
