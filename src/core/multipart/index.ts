import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { FileStore } from '#core/files/index.ts';
import { rememberTyped } from '#core/http/typed.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import { type ReceivedFile, receiveFile, type FileRule } from './receive-file.ts';

export type { FileRule, ReceivedFile } from './receive-file.ts';

export interface FormRules {
	/** The fields that take a file. A file at any other field is not stored and is a problem. */
	files?: Record<string, FileRule>;
	/** Longest text field in bytes; what is beyond is cut off and is a problem at the field. Default 64 kB. */
	maxFieldBytes?: number;
	/** Most text fields; more is a refusal. Default 500. */
	maxFields?: number;
	/** Most bytes of the whole body, files that are not stored included; more is a refusal. Default 200 MB. */
	maxBodyBytes?: number;
	/**
	 * Most bytes of all text fields together, names included; more is a refusal. Files that are not stored are only read past,
	 * so this is what a sender can have us hold. Default: no limit but those above.
	 */
	maxTextBytes?: number;
	store: FileStore;
}

export interface Form {
	/** Name and value in the order of the body; a name may occur several times. */
	fields: [name: string, value: string][];
	/** The files that were accepted and stored, by field. A field left empty is not there. */
	files: Partial<Record<string, ReceivedFile>>;
	/** What is wrong, at the path of its field; the rest of the form is whole nevertheless. */
	problems: Problem[];
}

type Parser = InstanceType<typeof Busboy>;

const maxParts = 50;
const maxNameBytes = 200;
/** Of a refused body so much is read at most, in bytes. */
const mostDrained = 256 * 1024 * 1024;

/**
 * Reads the body of a form, urlencoded or multipart, without ever holding a file in memory. A file that is too large or
 * of the wrong type is read to its end and thrown away, so that nothing else the person typed is lost.
 *
 * Refuses with `too-large` (`form-too-large`, `too-many-fields`) and `invalid` (`malformed-form`, `unsupported-form`);
 * then, and when the connection breaks, nothing unfinished remains in the store. (A file that had
 * arrived whole stays there without an owner, until `sweepFiles`.)
 */
export async function readForm(request: Request, rules: FormRules): Promise<Form> {
	const { maxFieldBytes = 64 * 1024, maxFields = 500, maxBodyBytes = 200 * 1024 * 1024, store } = rules;
	const { maxTextBytes = Number.POSITIVE_INFINITY } = rules;
	const form: Form = { fields: [], files: {}, problems: [] };
	rememberTyped(request, form.fields);
	const contentType = request.headers.get('content-type') ?? '';
	if (!request.body) {
		if (contentType === '' || isForm(contentType)) return form;
		throw new Refusal('invalid', 'unsupported-form');
	}
	if (!isForm(contentType)) {
		await drain(request.body);
		throw new Refusal('invalid', 'unsupported-form');
	}

	const receiving: Promise<void>[] = [];
	const taken = new Set<string>();
	let count = 0;
	let textBytes = 0;
	let open: Readable | undefined;
	let refusal: Refusal | undefined;
	const refuse = (reason: Refusal) => {
		refusal ??= reason;
	};

	const parser = createParser(contentType, {
		fieldNameSize: maxNameBytes,
		fieldSize: maxFieldBytes,
		// The urlencoded parser says too late that there were more, so we count ourselves.
		fields: maxFields + 1,
		files: maxParts,
		parts: maxFields + maxParts,
		headerPairs: 20,
		headerSize: 8 * 1024,
	});
	const tooMany = () => refuse(new Refusal('too-large', 'too-many-fields', { params: { max: maxFields } }));
	parser.on('filesLimit', tooMany).on('partsLimit', tooMany);
	parser.on('field', (name: string | undefined, value: string, nameCut: boolean, valueCut: boolean) => {
		if (++count > maxFields) return tooMany();
		if (name === undefined || nameCut) return;
		textBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
		if (textBytes > maxTextBytes) {
			return refuse(new Refusal('too-large', 'form-too-large', { params: { max: maxTextBytes } }));
		}
		if (valueCut) form.problems.push({ path: name, code: 'too-long', params: { max: maxFieldBytes } });
		// A character cut in two at the limit would show as a question mark.
		form.fields.push([withoutNul(name), withoutNul(valueCut ? value.replace(/\ufffd$/, '') : value)]);
	});
	parser.on('file', (field: string | undefined, stream: Readable, fileName: string | undefined) => {
		open = stream;
		receiving.push(
			receiveFile(stream, {
				field: field ?? '',
				// Browsers write a quotation mark so, and nothing else.
				fileName: (fileName ?? '').replaceAll('%22', '"'),
				rule: field !== undefined && Object.hasOwn(rules.files ?? {}, field) ? rules.files?.[field] : undefined,
				store,
				first: () => field !== undefined && !taken.has(field) && Boolean(taken.add(field)),
			}).then((received) => {
				if (received?.problem) form.problems.push(received.problem);
				if (received?.file && field !== undefined) form.files[field] = received.file;
			}),
		);
		// Looked at below; until then a failure must not count as unhandled.
		receiving.at(-1)?.catch(() => {});
	});

	try {
		await feed(request.body, parser, maxBodyBytes, () => refusal);
		await Promise.all(receiving);
		return form;
	} catch (error) {
		open?.destroy(new Error('The form was not read to its end'));
		await Promise.allSettled(receiving);
		throw error;
	}
}

function isForm(contentType: string): boolean {
	return /^\s*(multipart\/form-data|application\/x-www-form-urlencoded)\s*(;|$)/i.test(contentType);
}

function createParser(contentType: string, limits: object): Parser {
	try {
		return new Busboy({
			headers: { 'content-type': contentType.trim() },
			limits,
		});
	} catch {
		// No boundary, for example.
		throw new Refusal('invalid', 'malformed-form');
	}
}

/** Pushes the body through the parser, at the pace at which the files are written. */
async function feed(
	body: ReadableStream<Uint8Array>,
	parser: Parser,
	maxBodyBytes: number,
	refused: () => Refusal | undefined,
): Promise<void> {
	let wake = () => {};
	let failed = false;
	let finished = false;
	parser.on('drain', () => wake());
	parser.on('error', () => {
		failed = true;
		wake();
	});
	parser.on('finish', () => {
		finished = true;
		wake();
	});
	const pause = () =>
		new Promise<void>((resolve) => {
			wake = resolve;
		});

	let bytes = 0;
	const reader = body.getReader();
	try {
		for (;;) {
			const { done, value: chunk } = await reader.read();
			if (done) break;
			bytes += chunk.byteLength;
			if (bytes > maxBodyBytes) throw new Refusal('too-large', 'form-too-large', { params: { max: maxBodyBytes } });
			if (!write(parser, chunk) && !failed) await pause();
			const refusal = refused();
			if (refusal) throw refusal;
			if (failed) throw new Refusal('invalid', 'malformed-form');
		}
	} catch (error) {
		reader.releaseLock();
		if (error instanceof Refusal) await drain(body);
		throw error;
	}
	parser.end();
	while (!finished && !failed) await pause();
	const refusal = refused();
	if (refusal) throw refusal;
	if (failed) throw new Refusal('invalid', 'malformed-form');
}

/**
 * Reads a refused body to its end: whoever sends it hears the refusal only when it could send everything; cancelling would
 * cut the connection.
 */
async function drain(body: ReadableStream<Uint8Array>): Promise<void> {
	try {
		let bytes = 0;
		for await (const chunk of body) {
			bytes += chunk.byteLength;
			if (bytes > mostDrained) break;
		}
	} catch {
		// The connection broke: nobody waits for the answer.
	}
}

/** No person types it and PostgreSQL keeps none. */
function withoutNul(text: string): string {
	return text.replaceAll('\0', '');
}

/** The parser throws on some malformed input (an unknown character set, for example) instead of reporting it. */
function write(parser: Parser, chunk: Uint8Array): boolean {
	try {
		return parser.write(chunk);
	} catch {
		throw new Refusal('invalid', 'malformed-form');
	}
}
