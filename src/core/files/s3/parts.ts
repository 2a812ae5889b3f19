import { StoreRefuses } from '../store.ts';
import type { S3Answer } from './answer.ts';
import { elementText, parseFault } from './answers.ts';
import { type S3Place, s3PlaceName } from './place.ts';
import type { S3Request, S3Send } from './request.ts';

/** Reads an answer to its end. @throws StoreRefuses when it says in its body that the work failed after it began */
export async function wholeAnswer(response: S3Answer): Promise<string> {
	const text = await response.text();
	const fault = parseFault(text);
	if (fault) throw new StoreRefuses(`The store could not finish: ${fault.code}: ${fault.message}`, fault.code);
	return text;
}

/** An upload in parts, for what has no known length. Nothing is sent before the first part. */
export interface Parts {
	add(bytes: Uint8Array): Promise<void>;
	/** Puts the parts together and lets the store copy the whole to its key. */
	finish(key: string): Promise<void>;
	/** Leaves nothing behind. */
	abandon(): Promise<void>;
}

/** @param temporary the key under which the parts are put together */
export function startParts(send: S3Send, place: S3Place, temporary: string): Parts {
	const tags: string[] = [];
	let id: string | undefined;
	let whole = false;

	/** The id is known once the upload has begun. */
	const ofUpload = (query: Record<string, string> = {}): Pick<S3Request, 'key' | 'query'> => ({
		key: temporary,
		query: { ...query, ...(id === undefined ? {} : { uploadId: id }) },
	});

	async function begin(): Promise<void> {
		const answer = await wholeAnswer(await send({ method: 'POST', key: temporary, query: { uploads: '' } }));
		id = elementText(answer, 'UploadId');
		if (!id) throw new StoreRefuses(`The store ${s3PlaceName(place)} begins no upload in parts`, 'NoUploadId');
	}

	const remove = async () => (await send({ method: 'DELETE', key: temporary, also: [404] })).drop();

	return {
		async add(bytes) {
			if (id === undefined) await begin();
			const place = ofUpload({ partNumber: String(tags.length + 1) });
			const response = await send({ method: 'PUT', ...place, body: bytes });
			await response.text();
			tags.push(response.header('etag') ?? '');
		},

		async finish(key) {
			const list = tags.map((tag, place) => {
				const text = tag.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
				return `<Part><PartNumber>${place + 1}</PartNumber><ETag>${text}</ETag></Part>`;
			});
			const body = Buffer.from(`<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`);
			await wholeAnswer(await send({ method: 'POST', ...ofUpload(), body }));
			whole = true;
			const source = `/${place.bucket}/${place.prefix}${temporary}`;
			await wholeAnswer(await send({ method: 'PUT', key, headers: { 'x-amz-copy-source': source } }));
			// It is under its digest; should this fail, the sweep clears the other one away.
			await remove().catch(() => undefined);
		},

		async abandon() {
			if (id === undefined) return;
			if (whole) await remove();
			else (await send({ method: 'DELETE', ...ofUpload(), also: [404, 405, 501] })).drop();
		},
	};
}
