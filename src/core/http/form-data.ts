import { Refusal } from '#core/refusal/index.ts';
import { rememberTyped } from './typed.ts';

/** What a form without a file may weigh, in bytes; forms with files are limited field by field. */
export const plainFormBytes = 1024 * 1024;
/** Of a heavier one so much is read, in bytes, to show again what was typed. */
const shownAgainBytes = 4_000_000;

/**
 * Makes `request.formData()` answer what no person does as what it is: a body that is no form is refused, and NUL, which
 * PostgreSQL keeps nowhere, is taken out. Any other body than one with files is refused when it is too heavy, however it is
 * read. What was typed is noted, so that the page of a refusal can show it. For every form but those with large files
 * (core/multipart).
 * @throws Refusal `invalid` `malformed-form`, `too-large` `request-too-large`, from `formData()`
 */
export function guardFormData(request: Request): void {
	const read = request.formData.bind(request);
	const tooHeavy = overweight(request);
	const formData = async () => {
		if (tooHeavy && !tooHeavy.shown) throw tooHeavy.refusal;
		const form = await read().catch(() => {
			throw new Refusal('invalid', 'malformed-form');
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

/** Why a body is refused for its weight, and whether it is a form of which what was typed can be shown again. */
function overweight({ method, headers }: Request): { refusal: Refusal; shown: boolean } | undefined {
	const type = headers.get('content-type') ?? '';
	const length = Number(headers.get('content-length') ?? Number.NaN);
	if (method === 'GET' || type.startsWith('multipart/form-data') || length <= plainFormBytes) return undefined;
	const refusal = new Refusal('too-large', 'request-too-large', { params: { max: plainFormBytes } });
	return { refusal, shown: type.startsWith('application/x-www-form-urlencoded') && length <= shownAgainBytes };
}
