import { Refusal } from '#core/refusal/index.ts';
import { rememberTyped } from './typed.ts';

/** What a form without a file may weigh, in bytes; forms with files are limited field by field. */
export const plainFormBytes = 1024 * 1024;
/** Of a heavier one so much is read, in bytes, to show again what was typed. */
const shownAgainBytes = 4_000_000;

/**
 * What a form with a file may weigh, in bytes, where it is held as a whole (`formData()`) and not streamed: a list of twenty
 * megabytes with what is typed beside it; of somebody who has no session no more than a form is shown again.
 */
export const heldFormBytes = { signedIn: 24_000_000, visitor: shownAgainBytes };

/**
 * Makes `request.formData()` answer what no person does as what it is: a body that is no form is refused, and NUL, which
 * PostgreSQL keeps nowhere, is taken out. Any other body than one with files is refused when it is too heavy, however it is
 * read; one with files when it is to be held as a whole. What was typed is noted, so that the page of a refusal can show it.
 * For every form but those with large files (core/multipart).
 * @param mostHeld bytes of a form with files that `formData()` holds; asked when it is read
 * @throws Refusal `invalid` `malformed-form`, `too-large` `request-too-large`, from `formData()`
 */
export function guardFormData(request: Request, mostHeld: () => number = () => heldFormBytes.visitor): void {
	const plain = request.formData.bind(request);
	const read = () => (isMultipart(request) ? readHeld(request, mostHeld()) : plain());
	const tooHeavy = overweight(request);
	const formData = async () => {
		if (tooHeavy && !tooHeavy.shown) throw tooHeavy.refusal;
		const form = await read().catch((error: unknown) => {
			throw error instanceof Refusal ? error : new Refusal('invalid', 'malformed-form');
		});
		const clean = new FormData();
		for (const [name, value] of form) {
			if (typeof value === 'string') clean.append(name.replaceAll('\0', ''), value.replaceAll('\0', ''));
			else clean.append(name.replaceAll('\0', ''), value);
		}
		rememberTyped(
			request,
			[...clean].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
		);
		if (tooHeavy) throw tooHeavy.refusal;
		return clean;
	};
	Object.defineProperty(request, 'formData', { value: formData });
	if (!tooHeavy) return;
	const refuse = async () => {
		throw tooHeavy.refusal;
	};
	for (const way of ['text', 'json', 'arrayBuffer', 'bytes', 'blob'])
		Object.defineProperty(request, way, { value: refuse });
	Object.defineProperty(request, 'body', {
		get() {
			throw tooHeavy.refusal;
		},
	});
}

const isMultipart = ({ headers }: Request): boolean =>
	/^\s*multipart\/form-data/i.test(headers.get('content-type') ?? '');

/** A form with files, of which no more is held than this many bytes; the rest is read past, so that the refusal arrives. */
async function readHeld(request: Request, most: number): Promise<FormData> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of request.body ?? []) {
		bytes += piece.byteLength;
		if (bytes <= most) pieces.push(piece);
		else pieces.length = 0;
	}
	if (bytes > most) throw new Refusal('too-large', 'request-too-large', { params: { max: most } });
	const headers = { 'content-type': request.headers.get('content-type') ?? '' };
	return new Response(new Blob(pieces as BlobPart[]), { headers }).formData();
}

/** Why a body is refused for its weight, and whether it is a form of which what was typed can be shown again. */
function overweight(request: Request): { refusal: Refusal; shown: boolean } | undefined {
	const { method, headers } = request;
	const type = headers.get('content-type') ?? '';
	const length = Number(headers.get('content-length') ?? Number.NaN);
	if (method === 'GET' || isMultipart(request) || length <= plainFormBytes) return undefined;
	const refusal = new Refusal('too-large', 'request-too-large', { params: { max: plainFormBytes } });
	return { refusal, shown: type.startsWith('application/x-www-form-urlencoded') && length <= shownAgainBytes };
}
